"""What goes into a person's pack now, and a digest of it by which an older pack is known to be stale."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import translation

from materials.adaptations.credits import CreditLine, credits_of
from materials.collections.contents import visible_outline
from materials.collections.outline import Face
from materials.collections.packs.credits import Credit, credit_of
from materials.models.attachment import Attachment
from materials.models.collection import Collection
from materials.models.material import Material
from materials.texts import texts_for
from teams.models.user import User

#: Materials that are in memory at once.
BATCH = 20


@dataclass(frozen=True)
class PackPart:
    """A material as it goes into the pack: the text that the person reads, and the files that this text shows."""

    number: int
    section: str
    note: str
    text: Material
    files: tuple[Attachment, ...]
    made_from: tuple[CreditLine, ...]

    @property
    def credit(self) -> Credit:
        return credit_of(self.text, self.made_from)


@dataclass(frozen=True)
class Place:
    """A part before its material is read."""

    section: str
    note: str
    material: int


@dataclass(frozen=True)
class Plan:
    """The collection's own words, and its parts in order."""

    face: Face
    places: tuple[Place, ...]


def plan_of(user: User, collection: Collection) -> Plan:
    """Raises ValueError for who may not see the collection."""
    outline = visible_outline(user, collection)
    places, section = [], ""
    for line in outline.lines:
        if line.material is None:
            section = line.text
        else:
            places.append(Place(section, line.text, line.material))
    return Plan(outline.face, tuple(places))


def parts_of(user: User, plan: Plan) -> Iterator[PackPart]:
    """The parts that the person may have at this moment, a few at a time: the number of queries grows by batches."""
    number = 0
    for start in range(0, len(plan.places), BATCH):
        places = plan.places[start : start + BATCH]
        rows = Material.objects.visible_to(user).filter(pk__in=[place.material for place in places])
        texts = {text.pk: text for text in texts_for(user, rows.for_cards().select_related("created_by"))}
        made_from = credits_of(user, texts.values())
        files = Attachment.objects.in_bulk({pk for text in texts.values() for pk in text.shown})
        for place in places:
            if place.material in texts:
                number += 1
                text = texts[place.material]
                shown = _files(text, files)
                yield PackPart(number, place.section, place.note, text, shown, made_from[text.pk])


def _files(text: Material, files: dict[int, Attachment]) -> tuple[Attachment, ...]:
    shown = (files[pk] for pk in text.shown if pk in files)
    return tuple(file for file in shown if file.material_id == text.pk and Path(file.file.path).is_file())


class Digest:
    """Grows with every part; two packs with the same digest hold the same."""

    def __init__(self, user: User, collection: Collection, face: Face) -> None:
        self._sum = hashlib.sha256()
        self._add([user.language, str(collection.team), str(collection.reach), repr(face)])

    def add(self, part: PackPart) -> None:
        text, credit = part.text, part.credit
        said = [text.title, text.summary, text.grades, text.tags, text.material_type, text.language, text.time_required]
        files = [(file.pk, file.name, file.sha256) for file in part.files]
        subjects = [subject.pk for subject in text.subjects.all()]
        self._add([text.pk, part.section, part.note, said, subjects, text.body.get_prep_value(), repr(credit), files])

    def _add(self, facts: list[Any]) -> None:
        self._sum.update(json.dumps(facts, default=str, ensure_ascii=True).encode())

    def __str__(self) -> str:
        return self._sum.hexdigest()


def digest_of(user: User, collection: Collection) -> str:
    """What a pack made at this moment would have for a digest; an empty string for who may not see the collection."""
    if not Collection.objects.visible_to(user).filter(pk=collection.pk).exists():
        return ""
    plan = plan_of(user, collection)
    digest = Digest(user, collection, plan.face)
    with translation.override(user.language):
        for part in parts_of(user, plan):
            digest.add(part)
    return str(digest)
