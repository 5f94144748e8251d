"""One built index of the embedded engine: two tantivy indexes in a folder of their own."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from search.engines import EngineError
from search.engines.embedded.layout import as_document, as_passage, materials_schema, passages_schema, register
from search.schema import ANALYSIS, VERSION, IndexedMaterial

#: Bytes that a writer may hold before it flushes; one thread, for the web process wants the other core.
WRITER_BYTES, WRITER_THREADS = 48_000_000, 1
#: Materials whose revisions are read at a time.
STRETCH = 50_000


class Shelf:
    """One tantivy index with its schema."""

    def __init__(self, folder: Path, schema: tantivy.Schema) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.schema = schema
        try:
            self.index = register(tantivy.Index(schema, path=str(folder)))
        except ValueError as error:
            raise EngineError(f"The index in {folder} cannot be opened.") from error

    def searcher(self) -> tantivy.Searcher:
        """A view of what is committed now. The watcher that would reload by itself dies with a fork."""
        self.index.reload()
        return self.index.searcher()


class EmbeddedGeneration:
    """A folder named after the schema's version and its number. One process writes at a time, see `writing`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name
        self.materials = Shelf(folder / "materials", materials_schema())
        self.passages = Shelf(folder / "passages", passages_schema())

    @property
    def is_current(self) -> bool:
        return self.name.startswith(f"{VERSION}.{ANALYSIS}-")

    def write(self, batch: Sequence[IndexedMaterial]) -> dict[int, str]:
        """Writes what is not older than what is there. Passages first: a hit without them only lacks its page."""
        known = dict(self._revisions_of([indexed.material for indexed in batch]))
        newer = [indexed for indexed in batch if indexed.revision >= known.get(indexed.material, 0)]
        ids = [indexed.material for indexed in newer]
        passages = (as_passage(one.material, passage) for one in newer for passage in one.passages)
        _replace(self.passages, ids, passages)
        _replace(self.materials, ids, (as_document(document) for one in newer for document in one.documents))
        return {}

    def revisions(self) -> Iterator[tuple[int, int]]:
        searcher = self.materials.searcher()
        everything = Query.all_query()
        for start in range(0, searcher.num_docs, STRETCH):
            found = searcher.search(everything, STRETCH, count=False, offset=start, order_by_field="material")
            yield from _with_revisions(searcher, [address for _, address in found.hits])

    def _revisions_of(self, materials: list[int]) -> Iterable[tuple[int, int]]:
        searcher = self.materials.searcher()
        asked = Query.term_set_query(self.materials.schema, "material", materials)
        found = searcher.search(asked, 3 * len(materials) or 1, count=False)
        return _with_revisions(searcher, [address for _, address in found.hits])


def _with_revisions(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> Iterable[tuple[int, int]]:
    materials = searcher.fast_field_values("material", addresses)
    revisions = searcher.fast_field_values("revision", addresses)
    return ((int(material or 0), int(revision or 0)) for material, revision in zip(materials, revisions, strict=True))


def _replace(shelf: Shelf, materials: list[int], documents: Iterable[tantivy.Document]) -> None:
    """Takes out what is there of these materials and puts in the documents, in one commit."""
    if not materials:
        return
    try:
        writer = shelf.index.writer(WRITER_BYTES, WRITER_THREADS)
        try:
            writer.delete_documents_by_query(
                Query.boolean_query([(Occur.Must, Query.term_set_query(shelf.schema, "material", materials))])
            )
            for document in documents:
                writer.add_document(document)
            writer.commit()
        finally:
            writer.wait_merging_threads()
    except (ValueError, OSError) as error:
        raise EngineError(f"The embedded index does not take anything: {error}") from error
