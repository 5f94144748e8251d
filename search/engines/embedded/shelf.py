"""One tantivy index on disk, and the pen that writes it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from search.engines.embedded.errors import its_errors
from search.engines.embedded.layout import register

#: Bytes that a writer may hold before it flushes; one thread, for the web process wants the other core.
WRITER_BYTES, WRITER_THREADS = 20_000_000, 1
TAKES_NOTHING = "The embedded index does not take anything"
#: How often it is tried to open an index for writing, and seconds between two tries.
TRIES, PAUSE = 100, 0.02


#: What stands of each material.
Rows = dict[int, list[tantivy.Document]]


class Pen:
    """Writes to an index; nothing of it is found, or kept, before `commit`. One process writes at a time."""

    def __init__(self, shelf: "Shelf") -> None:
        self._schema = shelf.schema
        with its_errors(TAKES_NOTHING):
            self._is_first = not shelf.searcher().num_docs
            self._writer = _writer_of(shelf.index)

    def replace(self, rows: Rows) -> None:
        """Puts these in instead of what was there of their materials before this pen."""
        with its_errors(TAKES_NOTHING):
            if rows and not self._is_first:
                known = Query.term_set_query(self._schema, "material", list(rows))
                self._writer.delete_documents_by_query(Query.boolean_query([(Occur.Must, known)]))
            for document in chain.from_iterable(rows.values()):
                self._writer.add_document(document)

    def commit(self) -> None:
        with its_errors(TAKES_NOTHING):
            self._writer.commit()

    def close(self) -> None:
        """Lets go of the index's lock."""
        with its_errors(TAKES_NOTHING):
            self._writer.wait_merging_threads()


def _writer_of(index: tantivy.Index) -> tantivy.IndexWriter:
    """Nobody else writes; but tantivy gives its lock back by closing it alone, and a process that another thread
    starts at that moment has open what is open here until it runs its own program.
    """
    for _ in range(TRIES):
        try:
            return index.writer(WRITER_BYTES, WRITER_THREADS)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise
        time.sleep(PAUSE)
    return index.writer(WRITER_BYTES, WRITER_THREADS)


class Shelf:
    """A tantivy index with its schema."""

    def __init__(self, folder: Path, schema: tantivy.Schema) -> None:
        self.schema = schema
        self._meta, self._loaded = folder / "meta.json", b""
        self._loading = threading.Lock()
        with its_errors(f"The index in {folder} cannot be opened"):
            folder.mkdir(parents=True, exist_ok=True)
            self.index = register(tantivy.Index(schema, path=str(folder)))

    def searcher(self) -> tantivy.Searcher:
        """A view of what is committed now. The watcher that would reload by itself dies with a fork.

        Every commit writes another `meta.json`; reading that is a tenth of loading it. One thread at a time loads: of
        two, the one that began earlier might end later, and an old view would stay until the next commit.
        """
        if self._meta.read_bytes() != self._loaded:
            with self._loading:
                committed = self._meta.read_bytes()
                if committed != self._loaded:
                    self.index.reload()
                    self._loaded = committed
        return self.index.searcher()

    @contextmanager
    def writing(self) -> Iterator[Pen]:
        """A pen, and one commit of what it has written; none when something is raised."""
        pen = Pen(self)
        try:
            yield pen
            pen.commit()
        finally:
            pen.close()
