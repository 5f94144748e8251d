"""The pages of a pack: HTML that stands alone and prints well."""

from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from materials import words as material_words
from materials.collections import words
from materials.collections.outline import Face
from materials.collections.packs.credits import Credit
from materials.collections.packs.manifest import PackPart
from materials.collections.packs.naming import PAGE, file_names
from materials.models.collection import Collection
from materials.models.subject import Subject
from materials.vocabulary import Reach


@dataclass(frozen=True)
class Listed:
    """A part in the contents: what is left of it in memory once it is packed."""

    section: str
    folder: str
    note: str
    credit: Credit
    facts: str
    files: tuple[str, ...]


def part_page(part: PackPart) -> str:
    """A material's page in its own folder, with its files beside it."""
    names = file_names(file.name for file in part.files)
    by_slot = {str(file.slot): (file, name) for file, name in zip(part.files, names, strict=True)}
    context: dict[str, Any] = {
        "part": part,
        "text": part.text,
        "credit": part.credit,
        "by_slot": by_slot,
        "files": [(file, name) for file, name in zip(part.files, names, strict=True)],
        "back": f"../{PAGE}",
        "style": style(),
    }
    return render_to_string("collections/pack/part.html", context)


def contents_page(collection: Collection, face: Face, listed: list[Listed]) -> str:
    """The first page: what is in the pack, with the notes, and whom to name for what."""
    public = copy(collection)
    public.reach = Reach.PUBLIC
    subject = Subject.objects.filter(pk=face.subject_id).first() if face.subject_id else None
    context = {
        "face": face,
        "subject": subject,
        "grades": material_words.grades(face.grades),
        "weeks": words.weeks(face),
        "whose": ", ".join(dict.fromkeys([material_words.whose(public), material_words.schools(collection.team)])),
        "sections": by_section(listed),
        "listed": listed,
        "page": PAGE,
        "style": style(),
    }
    return render_to_string("collections/pack/contents.html", context)


def by_section(listed: list[Listed]) -> list[tuple[str, list[Listed]]]:
    """Neighbors under one heading stand together."""
    sections: list[tuple[str, list[Listed]]] = []
    for part in listed:
        if not sections or sections[-1][0] != part.section:
            sections.append((part.section, []))
        sections[-1][1].append(part)
    return sections


@cache
def style() -> SafeString:
    """The pack's own style, inside each page: a page is opened from a folder, where it can load nothing."""
    css = Path(__file__).with_name("pack.css").read_text(encoding="utf-8")
    return mark_safe(f"<style>{css}</style>")  # noqa: S308 - a file of ours
