"""One built index of the embedded engine: two tantivy indexes in a folder of their own."""

from collections.abc import Sequence
from pathlib import Path

import tantivy
from tantivy import FieldType, Query

from search.engines import Refusal
from search.engines.embedded.errors import its_errors
from search.engines.embedded.layout import as_document, as_passage, materials_schema, passages_schema
from search.engines.embedded.shelf import Shelf
from search.schema import MOST_TEXTS, IndexedMaterial


class EmbeddedGeneration:
    """A folder named after the schema's version and its number. One process writes at a time, see `writing`.

    What is written to one that answers can be found at once. A new one is written at full speed and found when it is
    looked into: nobody asks it yet.
    """

    def __init__(self, folder: Path, *, is_new: bool = False) -> None:
        self.folder = folder
        self.name = folder.name
        self.materials = Shelf(folder / "materials", materials_schema(), stays_open=is_new)
        self.passages = Shelf(folder / "passages", passages_schema(), stays_open=is_new)
        #: The highest id so far while nothing has to be taken out before it is put in: ids come in order.
        self._filled_to = 0 if is_new else None

    def write(self, batch: Sequence[IndexedMaterial]) -> dict[int, Refusal]:
        """Writes what is not older than what is there. Passages first: a hit without them only lacks its page.

        What cannot be stored is refused before anything is written, so that the rest is not lost with it.
        """
        is_first = self._fill(batch)
        newer = batch if is_first else self._newer(batch)
        rows, refused = _as_rows(newer)
        before = [] if is_first else list(rows)
        self.passages.replace(before, (passage for passages, _ in rows.values() for passage in passages))
        self.materials.replace(before, (document for _, documents in rows.values() for document in documents))
        return refused

    def revisions(self, ids: range) -> dict[int, int]:
        self.finish()
        with its_errors("The embedded index cannot be read"):
            return self._within(ids)

    def _within(self, ids: range) -> dict[int, int]:
        searcher = self.materials.searcher()
        within = Query.range_query(
            self.materials.schema, "material", FieldType.Unsigned, ids.start, ids.stop, include_upper=False
        )
        return _revisions(searcher, within, min(MOST_TEXTS * len(ids), searcher.num_docs))

    def finish(self) -> None:
        """Makes found what was written at full speed; from here on it is written like one that answers."""
        self.passages.close()
        self.materials.close()
        self._filled_to = None

    def _fill(self, batch: Sequence[IndexedMaterial]) -> bool:
        """Whether nothing of the batch can be there yet."""
        ids = [indexed.material for indexed in batch]
        if self._filled_to is None or (ids and min(ids) <= self._filled_to) or len(set(ids)) < len(ids):
            return False
        self._filled_to = max([self._filled_to, *ids])
        return True

    def _newer(self, batch: Sequence[IndexedMaterial]) -> Sequence[IndexedMaterial]:
        self.finish()
        ids = [indexed.material for indexed in batch]
        with its_errors("The embedded index cannot be read"):
            asked = Query.term_set_query(self.materials.schema, "material", ids)
            known = _revisions(self.materials.searcher(), asked, MOST_TEXTS * len(ids))
        return [indexed for indexed in batch if indexed.revision >= known.get(indexed.material, 0)]


Rows = tuple[list[tantivy.Document], list[tantivy.Document]]


def _as_rows(batch: Sequence[IndexedMaterial]) -> tuple[dict[int, Rows], dict[int, Refusal]]:
    """Passages and documents of each material, and why there are none of some."""
    rows: dict[int, Rows] = {}
    refused: dict[int, Refusal] = {}
    for one in batch:
        try:
            passages = [as_passage(one.material, passage) for passage in one.passages]
            rows[one.material] = passages, [as_document(document) for document in one.documents]
        except (ValueError, TypeError, OverflowError) as error:
            refused[one.material] = Refusal(f"It cannot be stored: {error}")
    return rows, refused


def _revisions(searcher: tantivy.Searcher, asked: Query, most: int) -> dict[int, int]:
    found = searcher.search(asked, most or 1, count=False, order_by_field="material")
    addresses = [address for _, address in found.hits]
    materials = searcher.fast_field_values("material", addresses)
    revisions = searcher.fast_field_values("revision", addresses)
    return {int(material or 0): int(revision or 0) for material, revision in zip(materials, revisions, strict=True)}
