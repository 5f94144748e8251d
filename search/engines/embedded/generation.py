"""One built index of the embedded engine: two tantivy indexes in a folder of their own."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from tantivy import FieldType, Query

from search.engines import Refusal
from search.engines.embedded.errors import its_errors
from search.engines.embedded.layout import as_document, as_passage, materials_schema, passages_schema
from search.engines.embedded.shelf import Rows, Shelf
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
                newer = self._newer(part)
                texts, pages, unstorable = _as_rows(newer, self._repaged(newer))
                passages.replace(pages)
                materials.replace(texts)
                refused |= unstorable
        return refused

    def revisions(self, ids: range) -> dict[int, int]:
        within = Query.range_query(
            self.materials.schema, "material", FieldType.Unsigned, ids.start, ids.stop, include_upper=False
        )
        return self._revisions(within, MOST_TEXTS * len(ids))

    def _newer(self, part: Sequence[IndexedMaterial]) -> list[IndexedMaterial]:
        known = self._revisions(_of(self.materials, part), MOST_TEXTS * len(part))
        return [one for one in part if one.revision >= known.get(one.material, 0)]

    def _revisions(self, asked: Query, most: int) -> dict[int, int]:
        materials, revisions = _columns(self.materials, asked, most, "material", "revision")
        return dict(zip(materials, revisions, strict=True))

    def _repaged(self, part: Sequence[IndexedMaterial]) -> set[int]:
        """Whose pages are not those that are there: most changes say nothing of a file.

        Where there are more of them than there should be, all are.
        """
        wanted = {one.material: {(page.attachment, page.number, page.stamp) for page in one.passages} for one in part}
        most = sum(map(len, wanted.values())) + 1
        held: dict[int, set[tuple[int, ...]]] = defaultdict(set)
        asked = _of(self.passages, part)
        materials, *pages = _columns(self.passages, asked, most, "material", "attachment", "number", "stamp")
        for material, page in zip(materials, zip(*pages, strict=True), strict=True):
            held[material].add(page)
        return {material for material in wanted if len(materials) == most or held[material] != wanted[material]}


def _of(shelf: Shelf, part: Sequence[IndexedMaterial]) -> Query:
    return Query.term_set_query(shelf.schema, "material", [one.material for one in part])


def _columns(shelf: Shelf, asked: Query, most: int, *fields: str) -> list[list[int]]:
    """The values of these fields, each in the same order, of at most so many rows."""
    with its_errors(UNREADABLE):
        searcher = shelf.searcher()
        most = max(1, min(most, searcher.num_docs))
        found = searcher.search(asked, most, count=False, order_by_field="material")
        addresses = [address for _, address in found.hits]
        return [[int(value or 0) for value in searcher.fast_field_values(name, addresses)] for name in fields]


def _as_rows(part: Sequence[IndexedMaterial], repaged: set[int]) -> tuple[Rows, Rows, dict[int, Refusal]]:
    """The texts of each material, the pages of those that are `repaged`, and why there is nothing of some."""
    texts: Rows = {}
    pages: Rows = {}
    refused: dict[int, Refusal] = {}
    for one in part:
        try:
            passages = [as_passage(one.material, page) for page in one.passages] if one.material in repaged else []
            texts[one.material] = [as_document(text) for text in one.documents]
        except (ValueError, TypeError, OverflowError) as error:
            refused[one.material] = Refusal(f"It cannot be stored: {error}")
        else:
            pages |= {one.material: passages} if one.material in repaged else {}
    return texts, pages, refused
