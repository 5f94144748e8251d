"""What the background worker does for materials. Each task may run twice and ends in the same state."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django_tasks import task

from materials import signals
from materials.extraction.child import read_file
from materials.extraction.libreoffice import find_libreoffice
from materials.extraction.reading import Reading as FileReading
from materials.models.attachment import Attachment, AttachmentPage, Reading
from materials.services import reviewing, suggesting


@task()
def read_attachment(attachment_id: int) -> None:
    """Reads a file's text page by page and draws its pages. A file that is gone is nothing to do."""
    attachment = Attachment.objects.filter(pk=attachment_id, reading=Reading.WAITING).first()
    if attachment is None:
        return
    folder = settings.FILES / attachment.previews
    folder.mkdir(parents=True, exist_ok=True)
    reading = read_file(Path(attachment.file.path), attachment.name, out_dir=folder, soffice=find_libreoffice())
    keep(attachment, reading)
    suggesting.suggest(attachment.material_id)


@transaction.atomic
def keep(attachment: Attachment, reading: FileReading) -> None:
    """Writes down what was read, and says so upward."""
    attachment.pages.all().delete()
    AttachmentPage.objects.bulk_create(
        [AttachmentPage(attachment=attachment, number=page.number, text=page.text) for page in reading.pages]
    )
    Attachment.objects.filter(pk=attachment.pk).update(
        reading=Reading.READ if reading.status == "read" else Reading.UNREADABLE,
        reading_note=reading.reason or next(iter(sorted(reading.notes)), ""),
        page_count=reading.page_count,
        image_count=len(reading.images),
        has_thumbnail=reading.thumbnail is not None,
    )
    signals.send_changed([attachment.material_id])
    reviewing.check_again(attachment.material_id)
