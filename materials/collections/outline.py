"""The text of a collection as one value: as it stands now, or as an editor was shown it."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from materials.collections.access import Sight
from materials.models.collection import Collection, Entry

#: Columns of the collection that are its text; the cover is the id of a part's material.
FACE = ("title", "summary", "subject_id", "grades", "first_week", "last_week", "cover_id", "picture_id")


@dataclass(frozen=True)
class Face:
    """What a collection says of itself."""

    title: str
    summary: str
    subject_id: int | None
    grades: list[int]
    first_week: int | None
    last_week: int | None
    cover_id: int | None
    changed_at: datetime
    #: A picture of its own, which everybody sees who sees this text. Older texts have none.
    picture_id: int | None = None


@dataclass(frozen=True)
class Line:
    """A heading, or with a material a part; `text` is the heading's words or the note."""

    entry: int
    material: int | None
    text: str
    changed_at: datetime


@dataclass(frozen=True)
class Outline:
    """The whole text, hidden parts included: nobody is shown it before `contents` has taken those out."""

    face: Face
    lines: tuple[Line, ...]

    @property
    def materials(self) -> list[int]:
        return [line.material for line in self.lines if line.material is not None]

    def only(self, seen: set[int]) -> "Outline":
        """Without the parts whose materials are not among these, and without a cover that was one of theirs."""
        lines = tuple(line for line in self.lines if line.material is None or line.material in seen)
        kept = {line.material for line in lines}
        face = self.face if self.face.cover_id in kept else replace(self.face, cover_id=None)
        return Outline(face, lines)


def face_of(collection: Collection, sight: Sight) -> Face:
    """What a collection says of itself to somebody with that sight. No query."""
    stored = _stored(collection, sight)
    if stored is not None:
        return _face(stored["face"])
    return Face(**{name: getattr(collection, name) for name in FACE}, changed_at=collection.changed_at)


def with_faces_alone(rows: QuerySet[Collection]) -> list[Collection]:
    """These with all that `face_of` needs, and without their lines, of which there may be hundreds. One query."""
    faces = {text: F(f"{text}__face") for text in ("approved", "submitted")}
    found = list(rows.defer(*faces).annotate(**{f"face_{text}": face for text, face in faces.items()}))
    for row in found:
        for text in faces:
            face = getattr(row, f"face_{text}")
            setattr(row, text, {"face": face} if face else None)
    return found


def outline_of(collection: Collection, sight: Sight) -> Outline:
    """The text for somebody with that sight; at most one query."""
    stored = _stored(collection, sight)
    lines = _lines(stored["lines"]) if stored is not None else lines_of(collection.entries.standing())
    return Outline(face_of(collection, sight), lines)


def lines_of(entries: Iterable[Entry]) -> tuple[Line, ...]:
    return tuple(Line(entry.pk, entry.material_id, entry.text, entry.changed_at) for entry in entries)


def _stored(collection: Collection, sight: Sight) -> Any:
    """What is kept for that sight. Raises ValueError for somebody who sees no text at all: there is no default."""
    match sight:
        case Sight.CURRENT:
            return None
        case Sight.APPROVED if collection.approved is not None:
            return collection.approved
        case Sight.SUBMITTED if collection.submitted is not None:
            return collection.submitted
        case _:
            raise ValueError(f"There is no text of collection {collection.pk} for sight {sight}.")


def to_json(outline: Outline) -> dict[str, Any]:
    """To be kept in a column; `face_of` and `outline_of` read it back."""
    return {"face": _stamped(outline.face), "lines": [_stamped(line) for line in outline.lines]}


def fingerprint(outline: Outline) -> str:
    """By which a decision says what its editor has read."""
    return hashlib.sha256(json.dumps(to_json(outline), sort_keys=True).encode()).hexdigest()


def _stamped(part: Face | Line) -> dict[str, Any]:
    return {**asdict(part), "changed_at": part.changed_at.isoformat()}


def _face(kept: dict[str, Any]) -> Face:
    return Face(**{**kept, "changed_at": datetime.fromisoformat(kept["changed_at"])})


def _lines(kept: Sequence[dict[str, Any]]) -> tuple[Line, ...]:
    return tuple(Line(**{**line, "changed_at": datetime.fromisoformat(line["changed_at"])}) for line in kept)
