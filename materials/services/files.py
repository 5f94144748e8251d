"""Files of a material: adding, replacing and taking away, each as a change of the text."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from materials import access, tasks
from materials.extraction.kinds import recognize
from materials.extraction.names import clean_name
from materials.holding import hold_row
from materials.models.attachment import Attachment, Reading
from materials.models.material import Material
from materials.permissions import require_edit
from materials.services import sharing
from materials.texts import texts_for
from teams import audit
from teams.models.user import User

MEBIBYTE = 1024 * 1024
#: The priority of tasks that nobody sits and waits for.
IN_BULK = -50
#: Kinds of files whose text is read; the others are kept, played and downloaded.
READ_KINDS = frozenset({"pdf", "office", "opendocument", "epub", "html", "text", "markdown", "image"})


@dataclass(frozen=True)
class StagedFile:
    """A file that has arrived whole and is not yet anybody's: where it lies, and what the person calls it."""

    path: Path
    name: str


@transaction.atomic
def add_files(material: Material, staged: Iterable[StagedFile], *, by: User, in_bulk: bool = False) -> list[Attachment]:
    """Attaches files at the end of the latest text. Raises ValidationError, with the reason, for a bad one.

    What comes `in_bulk` is read when nobody's own upload waits.
    """
    require_edit(by, material)
    made = [store(material, file, by=by, in_bulk=in_bulk) for file in staged]
    _show(material, lambda shown: [*shown, *(attachment.pk for attachment in made)], by=by)
    return made


@transaction.atomic
def replace_file(attachment: Attachment, staged: StagedFile, *, by: User) -> Attachment:
    """Puts a newer file in the place of this one: the same link, and the older file stays in the history."""
    require_edit(by, attachment.material)
    newer = store(attachment.material, staged, by=by, slot=attachment.slot)
    of_slot = attachment.material.attachments.filter(slot=attachment.slot).values_list("pk", flat=True)

    def put(shown: list[int]) -> list[int]:
        older = set(of_slot)  # asked now, with what somebody else has put there meanwhile
        return [newer.pk if pk in older else pk for pk in shown]

    _show(attachment.material, put, by=by)
    return newer


@transaction.atomic
def remove_file(attachment: Attachment, *, by: User) -> None:
    """Takes a file out of the text. It stays in the history, and restoring the older text brings it back."""
    require_edit(by, attachment.material)
    _show(attachment.material, lambda shown: [pk for pk in shown if pk != attachment.pk], by=by)


def store(
    material: Material, staged: StagedFile, *, by: User, slot: uuid.UUID | None = None, in_bulk: bool = False
) -> Attachment:
    """Makes the attachment's row and keeps the bytes. The staged file stays until its owner removes it."""
    size = staged.path.stat().st_size
    refuse_unusable(size)
    name = clean_name(staged.name)
    kind = recognize(staged.path, name)
    attachment = Attachment(
        material=material,
        slot=slot or uuid.uuid4(),
        name=name,
        size=size,
        content_type=kind.content_type,
        kind=kind.kind,
        safe_inline=kind.safe_inline,
        sha256=sha256_of(staged.path),
        reading=Reading.WAITING if kind.kind in READ_KINDS else Reading.KEPT,
        uploaded_by=by,
    )
    with Linked(staged.path) as file:
        attachment.file.save(name, file, save=True)
    audit.record("attachment.add", by=by, target=attachment, material=material.pk)
    if attachment.reading == Reading.WAITING:
        tasks.read_attachment.using(priority=IN_BULK if in_bulk else 0).enqueue(attachment.pk)
    return attachment


def refuse_unusable(size: int) -> None:
    """Raises ValidationError for an empty or oversized file, or when the disk is nearly full."""
    if size == 0:
        raise ValidationError(_("The file is empty."))
    if size > settings.MAX_FILE_BYTES:
        raise ValidationError(
            _("The file is %(size)s MB. The limit is %(limit)s MB.")
            % {"size": -(-size // MEBIBYTE), "limit": settings.MAX_FILE_BYTES // MEBIBYTE}
        )
    refuse_full_disk(size)


def refuse_full_disk(size: int) -> None:
    """Raises ValidationError when so many bytes more would leave the disk nearly full."""
    disk = shutil.disk_usage(settings.DATA)
    if disk.free - size < max(250 * MEBIBYTE, disk.total // 20):
        raise ValidationError(no_room())


def no_room() -> str:
    return _("There is no room for the file on the server. Tell the operator; nothing is lost.")


class Linked(File[bytes]):
    """A second name for the staged file that storage may move away, so that a rolled-back save loses nothing.

    It is as old as if it came now: until its row is there, what lay for a day would be swept.
    """

    def __init__(self, path: Path) -> None:
        self.link = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
        os.link(path, self.link)
        os.utime(self.link)
        super().__init__(self.link.open("rb"), name=path.name)

    def temporary_file_path(self) -> str:
        return str(self.link)

    def close(self) -> None:
        super().close()
        self.link.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def same_bytes(sha256: str, *, user: access.type_of_person) -> Material | None:
    """A material that shows this very file in the text that the person reads, which is returned; or None."""
    found = Attachment.objects.filter(sha256=sha256).order_by("-pk").values_list("pk", "material_id")[:50]
    rows = Material.objects.visible_to(user).filter(pk__in={material for _file, material in found})
    texts = {text.pk: text for text in texts_for(user, rows)}
    shown = (texts[material] for file, material in found if material in texts and file in texts[material].shown)
    return next(shown, None)


def _show(material: Material, change: Callable[[list[int]], list[int]], *, by: User) -> None:
    """Changes the list of files in the latest text; what was shared up to the school stays shared with it."""
    latest = hold_row(material).get_latest_revision_as_object()
    sharing.change_text(material, by=by, shown=change(latest.shown))
