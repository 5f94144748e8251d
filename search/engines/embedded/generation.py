"""One built index of the embedded engine: two tantivy indexes in a folder of their own."""

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
                texts, pages, unstorable = _as_rows(self._newer(part))
                passages.replace(pages)
                materials.replace(texts)
                refused |= unstorable
        return refused

    def revisions(self, ids: range) -> dict[int, int]:
        within = Query.range_query(
            self.materials.schema, "material", FieldType.Unsigned, ids.start, ids.stop, include_upper=False
        )
        return _revisions(self.materials, within, MOST_TEXTS * len(ids))

    def _newer(self, part: Sequence[IndexedMaterial]) -> list[IndexedMaterial]:
        asked = Query.term_set_query(self.materials.schema, "material", [one.material for one in part])
        known = _revisions(self.materials, asked, MOST_TEXTS * len(part))
        return [one for one in part if one.revision >= known.get(one.material, 0)]


def _revisions(shelf: Shelf, asked: Query, most: int) -> dict[int, int]:
    """Of at most so many rows."""
    with its_errors(UNREADABLE):
        searcher = shelf.searcher()
        most = max(1, min(most, searcher.num_docs))
        found = searcher.search(asked, most, count=False, order_by_field="material")
        addresses = [address for _, address in found.hits]
        materials = searcher.fast_field_values("material", addresses)
        revisions = searcher.fast_field_values("revision", addresses)
    return {int(material or 0): int(revision or 0) for material, revision in zip(materials, revisions, strict=True)}


def _as_rows(part: Sequence[IndexedMaterial]) -> tuple[Rows, Rows, dict[int, Refusal]]:
    """The texts and the pages of each material, and why there is nothing of some."""
    texts: Rows = {}
    pages: Rows = {}
    refused: dict[int, Refusal] = {}
    for one in part:
        try:
            passages = [as_passage(one.material, page) for page in one.passages]
            texts[one.material] = [as_document(text) for text in one.documents]
        except (ValueError, TypeError, OverflowError) as error:
            refused[one.material] = Refusal(f"It cannot be stored: {error}")
        else:
            pages[one.material] = passages
    return texts, pages, refused
