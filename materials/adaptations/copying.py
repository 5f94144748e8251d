"""Copies a material's text and files into another: rows alone, for bytes and pictures stay where they are."""

import json
import uuid
from typing import Any

from materials import tasks
from materials.models.attachment import Attachment, AttachmentPage, Reading
from materials.models.material import Material
from materials.services import drafts
from materials.services.files import IN_BULK
from teams.models.user import User

#: What a copy of a file has in common with it; `file` names the same bytes.
SAME = [
    "name", "size", "content_type", "kind", "safe_inline", "sha256", "file",
    "reading", "reading_note", "page_count", "image_count", "has_thumbnail",
]  # fmt: skip
#: Of the text, all but what speaks of files.
SAID = ("title", "summary", "grades", "tags", "material_type", "language", "time_required")


def said_in(text: Material) -> dict[str, Any]:
    """The fields of a text as a new material takes them."""
    return {"subjects": list(text.subjects.all()), **{name: getattr(text, name) for name in SAID}}


def copy_files(text: Material, into: Material, *, by: User) -> None:
    """The files that the text shows, in its order, and its body, in which every file is found again."""
    shown = [file for file in Attachment.objects.shown_by(text.shown) if file.material_id == text.pk]
    copies = {file: _copied(file, into, by) for file in shown}
    slots = {str(file.slot): str(copy.slot) for file, copy in copies.items()}
    if slots or text.body:
        body = _renamed(text.body.get_prep_value(), slots)
        drafts.save_text(into, by=by, base=None, body=body, shown=[copy.pk for copy in copies.values()])


def _copied(file: Attachment, into: Material, by: User) -> Attachment:
    """A slot of its own: the lasting link of the one leads never to the other."""
    is_read = file.reading != Reading.WAITING
    copy = Attachment.objects.create(
        material=into,
        uploaded_by=by,
        drawn_for=(file.drawn_for or file.pk) if is_read else None,
        **{name: getattr(file, name) for name in SAME},
    )
    if is_read:
        pages = file.pages.values_list("number", "text")
        AttachmentPage.objects.bulk_create(AttachmentPage(attachment=copy, number=n, text=said) for n, said in pages)
    else:
        tasks.read_attachment.using(priority=IN_BULK).enqueue(copy.pk)
    return copy


def _renamed(body: list[dict[str, Any]], slots: dict[str, str]) -> Any:
    """The stored blocks with other slots, wherever they stand: in pictures, files, and links within a text."""
    stored = json.dumps(body)
    for old, new in slots.items():
        stored = stored.replace(str(uuid.UUID(old)), new)
    return stored
