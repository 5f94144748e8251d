"""One tantivy index on disk, and the pen that writes it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from search.engines.embedded.errors import its_errors
from search.engines.embedded.layout import register

#: Bytes that a writer may hold before it flushes; one thread, for the web process wants the other core.
WRITER_BYTES, WRITER_THREADS = 20_000_000, 1
TAKES_NOTHING = "The embedded index does not take anything"


class Shelf:
    """A tantivy index with its schema. One process writes at a time, see `writing`.

    With `stays_open` its writer is kept between the batches, which is five times as fast, until `close`: what was
    written is found then. Otherwise every batch is a commit, and the lock is free between two.
    """

    def __init__(self, folder: Path, schema: tantivy.Schema, *, stays_open: bool = False) -> None:
        self.schema = schema
        self._meta, self._loaded = folder / "meta.json", b""
        self._stays_open = stays_open
        self._writer: tantivy.IndexWriter | None = None
        with its_errors(f"The index in {folder} cannot be opened"):
            folder.mkdir(parents=True, exist_ok=True)
            self.index = register(tantivy.Index(schema, path=str(folder)))

    def searcher(self) -> tantivy.Searcher:
        """A view of what is committed now. The watcher that would reload by itself dies with a fork.

        Every commit writes another `meta.json`; reading that is a tenth of loading it.
        """
        committed = self._meta.read_bytes()
        if committed != self._loaded:
            self.index.reload()
            self._loaded = committed
        return self.index.searcher()

    def replace(self, materials: Sequence[int], documents: Iterable[tantivy.Document]) -> None:
        """Takes out what is there of these materials and puts in the documents, in one commit."""
        with its_errors(TAKES_NOTHING):
            writer = self._writer = self._writer or self.index.writer(WRITER_BYTES, WRITER_THREADS)
            try:
                if materials:
                    known = Query.term_set_query(self.schema, "material", list(materials))
                    writer.delete_documents_by_query(Query.boolean_query([(Occur.Must, known)]))
                for document in documents:
                    writer.add_document(document)
            except BaseException:
                self._writer = None
                writer.wait_merging_threads()  # nothing is committed, and the lock is free again
                raise
            if not self._stays_open:
                self.close()

    def close(self) -> None:
        """Commits what was written and lets go of the lock."""
        writer, self._writer, self._stays_open = self._writer, None, False
        if writer is None:
            return
        with its_errors(TAKES_NOTHING):
            try:
                writer.commit()
            finally:
                writer.wait_merging_threads()
