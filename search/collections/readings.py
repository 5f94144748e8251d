"""Which text of a collection which people find it by, and which of its headings they all see.

A reader is shown no section without a part that they may see. So a heading is in a text of the index only where each
who reads that text sees a part under it; a note, which has other readers than its collection, is in none.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from materials import access
from materials.collections.access import Sight, school_keys
from materials.collections.outline import Face, Line, Outline, face_of, lines_of, outline_of
from materials.models.collection import Collection, Entry
from materials.models.material import Material
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Reach, Review

Keys = frozenset[str]


@dataclass(frozen=True)
class CollectionReading:
    """A text of a collection, who reads it, whose keys lead to another text instead, and the headings they all see."""

    face: Face
    headings: tuple[Line, ...]
    readers: Keys
    other_text: Keys

    @property
    def own(self) -> str:
        """What it says beside its title."""
        return "\n".join([self.face.summary, *(line.text for line in self.headings)])


def ranks_of(collection: Collection) -> list[tuple[Sight, Keys]]:
    """Whose text is which, nearest first: somebody with keys of several ranks reads the first. Twin of `sight_of`."""
    if collection.trashed_at is not None:
        return []
    ranks = [(Sight.CURRENT, frozenset({f"team:{collection.team_id}"}))]
    if collection.reach >= Reach.SCHOOL:
        ranks.append((Sight.CURRENT, frozenset(school_keys(collection))))
    if collection.review == Review.IN_REVIEW:
        ranks.append((Sight.SUBMITTED, frozenset({access.EDITORS})))
    if collection.reach > WIDEST_WITHOUT_REVIEW:
        everyone = access.PUBLIC if collection.reach == Reach.PUBLIC else access.MUNICIPALITY
        ranks.append((Sight.APPROVED, frozenset({everyone})))
    return [(sight, keys) for sight, keys in ranks if keys]


def readings_of(rows: list[Collection]) -> dict[int, list[CollectionReading]]:
    """The readings of these collections, by id, in a fixed number of queries."""
    lines = _lines(rows)
    texts = {row.pk: [(_text(row, sight, lines), keys) for sight, keys in ranks_of(row)] for row in rows}
    parts = {pk for all_texts in texts.values() for text, _ in all_texts for pk in _parts_under_headings(text)}
    readers = _readers_of(parts)
    return {row.pk: _readings(row, texts[row.pk], readers) for row in rows}


def signature(readings: Iterable[CollectionReading]) -> str:
    """Who reads which text and which headings are in it, in one line; when it changes, access has changed."""
    return "|".join(
        "!".join(
            [
                ",".join(sorted(reading.readers)),
                ",".join(sorted(reading.other_text)),
                ",".join(str(line.entry) for line in reading.headings),
            ]
        )
        for reading in readings
    )


def _lines(rows: list[Collection]) -> dict[int, tuple[Line, ...]]:
    """The lines of each as they stand: one query."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.standing().filter(collection__in=[row.pk for row in rows]):
        found[entry.collection_id].append(entry)
    return {pk: lines_of(entries) for pk, entries in found.items()}


def _text(row: Collection, sight: Sight, lines: dict[int, tuple[Line, ...]]) -> Outline:
    return Outline(face_of(row, sight), lines.get(row.pk, ())) if sight == Sight.CURRENT else outline_of(row, sight)


def _sections(text: Outline) -> list[tuple[Line, list[int]]]:
    """Each heading with the materials under it."""
    sections: list[tuple[Line, list[int]]] = []
    for line in text.lines:
        if line.material is None:
            sections.append((line, []))
        elif sections:
            sections[-1][1].append(line.material)
    return sections


def _parts_under_headings(text: Outline) -> set[int]:
    return {material for _, materials in _sections(text) for material in materials}


def _readers_of(materials: Iterable[int]) -> dict[int, Keys]:
    """Who may see each of these materials, by the keys that open it."""
    wanted = ("team", "reach", "live", "trashed_at", "review", "hidden_at", "reported")
    rows = Material.objects.filter(pk__in=list(materials)).only(*wanted).prefetch_related("team__schools")
    return {row.pk: access.readers_of(row) for row in rows}


def _readings(row: Collection, texts: list[tuple[Outline, Keys]], readers: dict[int, Keys]) -> list[CollectionReading]:
    """Neighbors that read the very same are one reading."""
    readings: list[CollectionReading] = []
    before: Keys = frozenset()
    for text, keys in texts:
        headings = tuple(
            heading
            for heading, materials in _sections(text)
            if all(_sees_one(key, row, [readers.get(pk, frozenset()) for pk in materials]) for key in keys)
        )
        last = readings[-1] if readings else None
        if last is not None and (last.face, last.headings) == (text.face, headings):
            readings[-1] = CollectionReading(text.face, headings, last.readers | keys, last.other_text)
        else:
            readings.append(CollectionReading(text.face, headings, keys, before))
        before |= keys
    return readings


def _sees_one(key: str, row: Collection, parts: list[Keys]) -> bool:
    """Whether everybody who holds this key sees the heading over parts with these readers.

    Curators see headings always. Where it is not certain of everybody, it is no.
    """
    of_team = key == f"team:{row.team_id}"
    if of_team and (row.team.is_personal or row.by_members):
        return True
    return any(_opens(key, part, of_team=of_team, schools=frozenset(school_keys(row))) for part in parts)


def _opens(key: str, part: Keys, *, of_team: bool, schools: Keys) -> bool:
    """Whether whoever holds `key` holds one of `part` as well; a member of a team works at one of its schools."""
    if key in part or access.PUBLIC in part:
        return True
    if access.MUNICIPALITY in part:
        return key != access.PUBLIC
    return of_team and bool(schools) and schools <= part
