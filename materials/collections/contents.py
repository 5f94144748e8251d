"""What one reader sees of a collection: a part that they may not see leaves no note, number, heading or date behind."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from materials import access
from materials.collections.access import Sight, sight_of
from materials.collections.covers import Cover, covers_of
from materials.collections.outline import Face, Outline, face_of, outline_of
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.subject import Subject
from materials.texts import cards_for


@dataclass(frozen=True)
class Part:
    """A material in its place, with the note on it."""

    entry: int
    material: Material
    note: str


@dataclass
class Section:
    """A heading and the parts under it; `entry` is None for the parts that stand before the first heading."""

    entry: int | None
    title: str
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Contents:
    """A collection for one reader. `sections` has only what has parts in it; `all_sections`, for curators, all."""

    face: Face
    all_sections: list[Section]
    changed_at: datetime
    cover: Cover | None = None

    @property
    def sections(self) -> list[Section]:
        return [section for section in self.all_sections if section.parts]

    @property
    def parts(self) -> list[Part]:
        return [part for section in self.all_sections for part in section.parts]


def visible_outline(user: access.type_of_person, collection: Collection, sight: Sight | None = None) -> Outline:
    """The text that this person sees, hidden parts taken out. Raises ValueError for who may not see the collection.

    `sight` is for who sees more texts than one, see `reviewing.sight_for`.
    """
    outline = outline_of(collection, sight or sight_of(access.keys_of(user), collection))
    visible = Material.objects.visible_to(user).filter(pk__in=outline.materials)
    return outline.only(set(visible.values_list("pk", flat=True)))


def contents_for(user: access.type_of_person, collection: Collection, sight: Sight | None = None) -> Contents:
    """The page of the collection, in a fixed number of queries."""
    outline = visible_outline(user, collection, sight)
    rows = Material.objects.visible_to(user).filter(pk__in=outline.materials).for_cards()
    cards = {card.pk: card for card in cards_for(user, rows)}
    sections = sections_of(outline, cards)
    shown = {part.entry for section in sections for part in section.parts}
    changed = [outline.face.changed_at, *(line.changed_at for line in outline.lines if line.entry in shown)]
    covers = covers_of(user, {collection.pk: outline.face})
    return Contents(outline.face, sections, max(changed), covers.get(collection.pk))


def sections_of(outline: Outline, cards: dict[int, Material]) -> list[Section]:
    """The parts under their headings; what is in the trash since the outline was read is left out as well."""
    sections = [Section(None, "")]
    for line in outline.lines:
        if line.material is None:
            sections.append(Section(line.entry, line.text))
        elif line.material in cards:
            sections[-1].parts.append(Part(line.entry, cards[line.material], line.text))
    return sections


@dataclass(frozen=True)
class Card:
    """A collection in a list, as this reader sees it."""

    collection: Collection
    face: Face
    cover: Cover | None


Shown = tuple[Card, Subject | None]


def shown(user: access.type_of_person, collections: Iterable[Collection]) -> list[Shown]:
    """Cards with the subjects that color them, for a list."""
    cards = collection_cards(user, collections)
    subjects = Subject.objects.in_bulk({card.face.subject_id for card in cards if card.face.subject_id})
    return [(card, subjects.get(card.face.subject_id or 0)) for card in cards]


def collection_cards(user: access.type_of_person, collections: Iterable[Collection]) -> list[Card]:
    """Cards of collections that the person may see, in a fixed number of queries. Carries no number of parts."""
    keys = access.keys_of(user)
    sights = [(row, sight_of(keys, row)) for row in collections]
    faces = {row.pk: (row, face_of(row, sight)) for row, sight in sights if sight != Sight.NONE}
    covers = covers_of(user, {pk: face for pk, (_row, face) in faces.items()})
    return [Card(row, face, covers.get(pk)) for pk, (row, face) in faces.items()]
