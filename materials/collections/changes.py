"""What differs between two texts of a collection, as one person sees both: its fields, headings, parts and notes.

A part that the person may not see is in neither text, so it is neither new nor gone. Asks no database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from materials import words as material_words
from materials.changes import Change, moved_between, words_between
from materials.collections import words
from materials.collections.contents import Contents
from materials.models.subject import Subject

FIELDS = ("title", "summary", "subject", "grades", "weeks")


@dataclass(frozen=True)
class Line:
    """A heading, or a part with its note, as it is laid beside the same line of the other text."""

    kind: str
    name: str
    text: str


def between(before: Contents, after: Contents, subjects: dict[int, Subject]) -> list[Change]:
    """All differences, in the order in which the page shows things; `subjects` has those of both, by their ids."""
    return [*_fields(before, after, subjects), *_cover(before, after), *_lines(before, after)]


def _fields(before: Contents, after: Contents, subjects: dict[int, Subject]) -> Iterator[Change]:
    old, new = _as_words(before, subjects), _as_words(after, subjects)
    for name in FIELDS:
        if old[name] != new[name]:
            yield Change("field", name, "changed", words_between(old[name], new[name]))


def _as_words(contents: Contents, subjects: dict[int, Subject]) -> dict[str, str]:
    face = contents.face
    return {
        "title": face.title,
        "summary": face.summary,
        "subject": str(subjects.get(face.subject_id or 0, "")),
        "grades": material_words.grades(face.grades),
        "weeks": words.weeks(face),
    }


def _cover(before: Contents, after: Contents) -> Iterator[Change]:
    """Another picture, also where its words are the same."""
    old, new = (contents.face for contents in (before, after))
    if (old.picture_id, old.cover_id) != (new.picture_id, new.cover_id):
        said = [("gone", _shown_on(before)), ("new", _shown_on(after))]
        yield Change("field", "cover", "changed", [(how, text) for how, text in said if text])


def _shown_on(contents: Contents) -> str:
    """What the cover's picture shows, or the title of the part whose picture it is."""
    if contents.face.picture_id:
        return contents.cover.alt if contents.cover else ""
    titles: dict[Any, str] = {part.material.pk: part.material.title for part in contents.parts}
    return titles.get(contents.face.cover_id, "")


def _lines(before: Contents, after: Contents) -> Iterator[Change]:
    """Parts by their materials, headings by themselves; a line that stands elsewhere may have changed as well."""
    old, new = _keyed(before), _keyed(after)
    moved = moved_between(list(old), list(new))
    for key, line in new.items():
        if key not in old:
            yield Change(line.kind, line.name, "added", [("new", line.text)] if line.text else [])
            continue
        if old[key].text != line.text:
            yield Change(line.kind, line.name, "changed", words_between(old[key].text, line.text))
        if key in moved:
            yield Change(line.kind, line.name, "moved", [("same", line.text)] if line.kind == "field" else [])
    for key, line in old.items():
        if key not in new:
            yield Change(line.kind, line.name, "removed", [("gone", line.text)] if line.text else [])


def _keyed(contents: Contents) -> dict[str, Line]:
    """What is shown of it, in order: no heading without parts."""
    lines: dict[str, Line] = {}
    for section in contents.sections:
        if section.entry is not None:
            lines[f"heading {section.entry}"] = Line("field", "heading", section.title)
        lines |= {f"part {part.material.pk}": Line("part", part.material.title, part.note) for part in section.parts}
    return lines
