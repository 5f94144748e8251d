"""Which text of a material which people read: everyone finds it by that text, and by no other."""

from collections.abc import Iterable
from dataclasses import dataclass

from materials import access
from materials.models.material import Material
from materials.texts import with_revisions
from materials.vocabulary import Review


@dataclass(frozen=True)
class Reading:
    """A revision's text (None: as the row has it), who reads it, and whose keys lead to another text instead."""

    revision: int | None
    readers: frozenset[str]
    other_text: frozenset[str]


def readings_of(material: Material) -> list[Reading]:
    """The team reads its latest text, else editors what was submitted to them, else readers what is published.

    Editors read what is published, too, once it is reported or hidden; of what is hidden there are no other readers.

    The twin of `materials.permissions.text_for`; a test compares them. A person who holds keys to several readings
    reads the first.
    """
    if material.trashed_at is not None:
        return []
    by_rank: list[tuple[int | None, set[str]]] = [(material.latest_revision_id, {f"team:{material.team_id}"})]
    if material.review == Review.IN_REVIEW:
        by_rank.append((material.submitted_revision_id, {access.EDITORS}))
    elif access.is_before_editors(material):
        by_rank.append((material.live_revision_id, {access.EDITORS}))
    if material.live and material.hidden_at is None:
        by_rank.append((material.live_revision_id, access.reached_keys(material)))
    readings: list[Reading] = []
    before: frozenset[str] = frozenset()
    for revision, keys in by_rank:
        if readings and readings[-1].revision == revision:
            last = readings.pop()
            readings.append(Reading(revision, last.readers | keys, last.other_text))
        elif keys:
            readings.append(Reading(revision, frozenset(keys), before))
        before |= keys
    return readings


def signature(readings: Iterable[Reading]) -> str:
    """Who reads a text of the material, in one line; when it changes, access has changed."""
    return "|".join(
        ",".join(sorted(reading.readers)) + "!" + ",".join(sorted(reading.other_text)) for reading in readings
    )


def texts_of(materials: list[Material]) -> dict[int, list[tuple[Reading, Material]]]:
    """Every reading of these materials with its text, by material, in a fixed number of queries."""
    readings = {material.pk: readings_of(material) for material in materials}
    texts: dict[int, list[tuple[Reading, Material]]] = {material.pk: [] for material in materials}
    for rank in range(max(map(len, readings.values()), default=0)):
        rows = [material for material in materials if len(readings[material.pk]) > rank]
        wanted = {row.pk: _revision(row, readings[row.pk][rank]) for row in rows}
        for row, text in zip(rows, with_revisions(rows, wanted), strict=True):
            texts[row.pk].append((readings[row.pk][rank], text))
    return texts


def _revision(row: Material, reading: Reading) -> int | None:
    """The revision to read, or none when the row holds that text already."""
    return None if row.live and reading.revision == row.live_revision_id else reading.revision
