"""What is looked at in a text before an editor does: rights, pictures without words, CPR numbers, empty fields.

A finding says what and where and never repeats what was found: it is kept, and read by more than one person.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from materials import rights as rights_rules
from materials.models.attachment import Attachment, AttachmentPage, Reading
from materials.models.material import Material
from materials.personal_numbers import holds_personal_number
from materials.vocabulary import Rights

#: `kind`, and where: `place`, and with it `block` (an id), `file` (an attachment's id) and `page`.
Finding = dict[str, Any]
#: More would not be read. The gravest come first.
MOST = 40
WORTH_FILLING = ("summary", "subjects", "grades", "material_type")
#: Tags between which a word, or a number, goes on.
INLINE = re.compile(r"</?(?:b|i|em|strong|a|code|s|sub|sup|span)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")


def found_in(text: Material, *, reach: int, claim: dict[str, str]) -> list[Finding]:
    """All findings about a text that asks for this reach with these rights. Three queries."""
    files = [file for file in Attachment.objects.shown_by(text.shown) if file.material_id == text.pk]
    findings = [
        *numbers_in(text, claim, files),
        *_about_rights(text, reach, claim),
        *({"kind": "no_alt", "place": "block", "block": block["id"]} for block in _pictures(text)),
        *({"kind": "unread", "place": "file", "file": file.pk} for file in files if file.reading in UNREAD),
        *({"kind": "empty", "place": name} for name in WORTH_FILLING if _is_empty(text, name)),
    ]
    return findings[:MOST]


UNREAD = {Reading.WAITING, Reading.UNREADABLE}


def _is_empty(text: Material, name: str) -> bool:
    return not text.subjects.all() if name == "subjects" else not getattr(text, name)


def _about_rights(text: Material, reach: int, claim: dict[str, str]) -> Iterator[Finding]:
    """Rights and reach do not agree, or agree with less said than a reader needs."""
    several = text.of_several_schools()
    if rights_rules.why_not(reach, claim["rights"], claim["license"], several_schools=several):
        yield {"kind": "rights", "place": "rights"}
    elif not claim["license"]:
        yield {"kind": "no_license", "place": "rights"}
    if claim["rights"] == Rights.OPEN_LICENSE and not claim["work"].strip():
        yield {"kind": "no_origin", "place": "rights"}


def _pictures(text: Material) -> list[dict[str, Any]]:
    """Blocks of pictures that say nothing to who cannot see them."""
    raw = text.body.get_prep_value()
    return [block for block in raw if block["type"] == "image" and not str(block["value"].get("alt") or "").strip()]


def numbers_in(text: Material, claim: dict[str, str], files: list[Attachment]) -> Iterator[Finding]:
    """Where a CPR number stands: in fields, what is said of rights, blocks, names of files and their pages."""
    today = timezone.localdate()
    places: list[tuple[Finding, str]] = [
        ({"place": "title"}, text.title),
        ({"place": "summary"}, text.summary),
        ({"place": "tags"}, "\n".join(map(str, text.tags))),
        *(({"place": name}, claim[name]) for name in ("work", "work_pages")),
        *(({"place": "block", "block": raw["id"]}, said_in(raw["value"])) for raw in text.body.get_prep_value()),
        *(({"place": "file_name", "file": file.pk}, file.name) for file in files),
    ]
    pages = AttachmentPage.objects.filter(attachment__in=files).order_by("attachment", "number")
    rows = pages.values_list("attachment", "number", "text")
    for where, said in [*places, *(({"place": "page", "file": pk, "page": page}, said) for pk, page, said in rows)]:
        if holds_personal_number(said, today=today):
            yield {"kind": "personal_number", **where}


def said_in(value: Any) -> str:
    """All that a block holds: its text as it is read, and what stands in its markup."""
    return f"{said_as_read(value)}\n{html.unescape(str(value))}"


#: What blocks keep for the machine: which file, which item of a list.
UNSAID = {"slot", "id", "type"}


def said_as_read(value: Any) -> str:
    """The words of a block, a line for each of its parts, without markup."""
    if isinstance(value, dict):
        parts = [part for name, part in value.items() if name not in UNSAID]
        return "\n".join(said for said in map(said_as_read, parts) if said)
    if isinstance(value, list):
        return "\n".join(map(said_as_read, value))
    written = "" if value is None else str(value)
    plain = html.unescape(TAG.sub("\n", INLINE.sub("", written)))
    return re.sub(r"\s*\n\s*", "\n", plain).strip()
