"""One built index of the embedded engine: two tantivy indexes in a folder of their own."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tantivy import FieldType, Query

from search.engines import Refusal
from search.engines.embedded.errors import its_errors
from search.engines.embedded.layout import as_document, as_passage, materials_schema, passages_schema
from search.engines.embedded.shelf import Rows, Shelf
from search.engines.wholeness import MOST_COUNTED, whole_revisions
from search.schema import MOST_TEXTS, IndexedMaterial

UNREADABLE = "The embedded index cannot be read"


class EmbeddedGeneration:
    """A folder named after the schema's version and its number. One process writes at a time, see `writing`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name
        self.materials = Shelf(folder / "materials", materials_schema())
        self.passages = Shelf(folder / "passages", passages_schema())

    def write(self, parts: Iterable[Sequence[IndexedMaterial]]) -> dict[int, Refusal]:
        """Passages are committed first: a hit without them only lacks its page. Tantivy writes in threads of its own.

        What cannot be stored is refused before anything of its part is written, so that the rest is not lost with it.
        """
        refused: dict[int, Refusal] = {}
        with self.materials.writing() as materials, self.passages.writing() as passages:
            for part in parts:
                texts, pages, unstorable = _as_rows(self._newer(part))
                passages.replace(pages)
                materials.replace(texts)
                refused |= unstorable
        return refused

    def opens(self) -> bool:
        """Whether both can be looked into as they are on disk now. Raises EngineError, which says why not."""
        with its_errors(UNREADABLE):
            return all(shelf.searcher() for shelf in (self.materials, self.passages))

    def revisions(self, ids: range) -> dict[int, int]:
        texts = _texts(self.materials, _within(self.materials, ids), MOST_TEXTS * len(ids))
        return whole_revisions(texts, _numbers(self.passages, _within(self.passages, ids)))

    def _newer(self, part: Sequence[IndexedMaterial]) -> list[IndexedMaterial]:
        asked = Query.term_set_query(self.materials.schema, "material", [one.material for one in part])
        known = _texts(self.materials, asked, MOST_TEXTS * len(part))
        return [one for one in part if one.revision >= known.get(one.material, (0, 0))[0]]


def _within(shelf: Shelf, ids: range) -> Query:
    return Query.range_query(shelf.schema, "material", FieldType.Unsigned, ids.start, ids.stop, include_upper=False)


def _numbers(shelf: Shelf, asked: Query) -> dict[int, int]:
    """How many rows there are of each material."""
    each = {"terms": {"field": "material", "size": MOST_COUNTED, "segment_size": MOST_COUNTED}}
    with its_errors(UNREADABLE):
        found = shelf.searcher().aggregate(asked, {"each": each})
    return {int(row["key"]): row["doc_count"] for row in found["each"]["buckets"]}


def _texts(shelf: Shelf, asked: Query, most: int) -> dict[int, tuple[int, int]]:
    """By material the revision, and the number of pages that were written with it, of at most so many rows."""
    with its_errors(UNREADABLE):
        searcher = shelf.searcher()
        most = max(1, min(most, searcher.num_docs))
        found = searcher.search(asked, most, count=False, order_by_field="material")
        addresses = [address for _, address in found.hits]
        materials = searcher.fast_field_values("material", addresses)
        revisions = searcher.fast_field_values("revision", addresses)
        pages = searcher.fast_field_values("pages", addresses)
    rows = zip(materials, revisions, pages, strict=True)
    return {int(material or 0): (int(revision or 0), int(number or 0)) for material, revision, number in rows}


def _as_rows(part: Sequence[IndexedMaterial]) -> tuple[Rows, Rows, dict[int, Refusal]]:
    """The texts and the pages of each material, and why there is nothing of some."""
    texts: Rows = {}
    pages: Rows = {}
    refused: dict[int, Refusal] = {}
    for one in part:
        try:
            passages = [as_passage(one.material, page) for page in one.passages]
            texts[one.material] = [as_document(text, pages=len(passages)) for text in one.documents]
        except (ValueError, TypeError, OverflowError) as error:
            refused[one.material] = Refusal(f"It cannot be stored: {error}")
        else:
            pages[one.material] = passages
    return texts, pages, refused
