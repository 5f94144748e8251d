"""What differs between two texts of a material: field by field, block by block, file by file. Asks no database."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from materials.checks import said_as_read

if TYPE_CHECKING:
    from materials.models.attachment import Attachment
    from materials.models.material import Material

FIELDS = ("title", "summary", "subjects", "grades", "material_type", "language", "time_required", "tags")
#: Words of a text that are laid beside each other one by one; of a longer one, the whole is shown twice.
MOST_WORDS = 3000
WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Change:
    """One difference. `kind`: `field`, `block`, `file`, `source` (it builds on that) or, in a collection, `part`.

    `how`: `changed`, `added`, `removed` or `moved`. `parts` says it word by word, each `same`, `gone` or `new`; for
    what was added or removed it is one part.
    """

    kind: str
    name: str
    how: str
    parts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Version:
    """One of the two: a text, what was said of its rights, and its files."""

    text: "Material"
    claim: dict[str, str]
    files: list["Attachment"]


def between(before: Version, after: Version) -> list[Change]:
    """All differences, in the order in which the page shows things."""
    return [*_fields(before, after), *_blocks(before.text, after.text), *_files(before.files, after.files)]


def _fields(before: Version, after: Version) -> Iterator[Change]:
    for name in FIELDS:
        old, new = _as_words(before.text, name), _as_words(after.text, name)
        if old != new:
            yield Change("field", name, "changed", words_between(old, new))
    for name in before.claim:
        old, new = before.claim[name], after.claim[name]
        if old != new:
            yield Change("field", name, "changed", [("gone", old), ("new", new)])


def _as_words(text: "Material", name: str) -> str:
    value = getattr(text, name)
    if name == "subjects":
        return ", ".join(sorted(str(subject) for subject in value.all()))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if name in {"material_type", "language"}:
        return str(getattr(text, f"get_{name}_display")())
    return "" if value is None else str(value)


def _blocks(before: "Material", after: "Material") -> Iterator[Change]:
    """By their ids: what stands elsewhere has moved, and may have changed as well."""
    old, new = _raw(before), _raw(after)
    moved = moved_between(list(old), list(new))
    for pk, block in new.items():
        said = said_as_read(block["value"])
        if pk not in old:
            yield Change("block", block["type"], "added", [("new", said)])
        elif meaning(old[pk]["value"]) != meaning(block["value"]):
            yield Change("block", block["type"], "changed", words_between(said_as_read(old[pk]["value"]), said))
        elif pk in moved:
            yield Change("block", block["type"], "moved", [("same", said)])
    for pk, block in old.items():
        if pk not in new:
            yield Change("block", block["type"], "removed", [("gone", said_as_read(block["value"]))])


def _raw(text: "Material") -> dict[str, dict[str, Any]]:
    return {block["id"]: block for block in text.body.get_prep_value()}


def meaning(value: Any) -> Any:
    """A block's value without what lists wrap their items in: ids of their own, new at every save, or nothing."""
    if isinstance(value, dict) and value.get("type") == "item":
        return meaning(value["value"])
    if isinstance(value, dict):
        return {name: meaning(part) for name, part in value.items() if name != "id"}
    return [meaning(part) for part in value] if isinstance(value, list) else value


def moved_between(old: list[str], new: list[str]) -> set[str]:
    """Ids that both have, but for the longest run of them that kept its order."""
    both = [pk for pk in new if pk in set(old)]
    before = [pk for pk in old if pk in set(new)]
    runs = difflib.SequenceMatcher(None, before, both, autojunk=False).get_matching_blocks()
    kept = {pk for start, _at, size in runs for pk in before[start : start + size]}
    return set(both) - kept


def _files(before: list["Attachment"], after: list["Attachment"]) -> Iterator[Change]:
    """By their slots: a newer file in the place of another has replaced it."""
    old, new = ({file.slot: file for file in files} for files in (before, after))
    for slot, file in new.items():
        if slot not in old:
            yield Change("file", file.name, "added")
        elif old[slot].pk != file.pk:
            yield Change("file", file.name, "changed", [("gone", old[slot].name), ("new", file.name)])
    for slot, file in old.items():
        if slot not in new:
            yield Change("file", file.name, "removed")


def words_between(old: str, new: str) -> list[tuple[str, str]]:
    """The new text with what is gone in it, word by word."""
    was, said = WORD.findall(old), WORD.findall(new)
    if len(was) + len(said) > MOST_WORDS:
        return [("gone", old), ("new", new)]
    parts: list[tuple[str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, was, said, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(was[a:b])))
            continue
        parts += [(how, text) for how, text in (("gone", "".join(was[a:b])), ("new", "".join(said[c:d]))) if text]
    return parts
