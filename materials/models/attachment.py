"""Files that belong to a material, and the pages read from them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reading(models.TextChoices):
    """How far reading the file has come."""

    WAITING = "waiting", _("waiting to be read")
    READ = "read", _("read")
    UNREADABLE = "unreadable", _("could not be read")
    KEPT = "kept", _("kept as it is")


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def waiting(self) -> "AttachmentQuerySet":
        return self.filter(reading=Reading.WAITING)

    def shown_by(self, ids: list[int]) -> list["Attachment"]:
        """The attachments with these ids, in this order; ids that are gone are left out."""
        found = self.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]


def stored_name(attachment: "Attachment", filename: str) -> str:
    """Two levels of folders by hash; nothing a person typed becomes part of a path."""
    return f"originals/{attachment.sha256[:2]}/{attachment.sha256}-{uuid.uuid4().hex[:12]}"


class Attachment(models.Model):
    """One stored file, never changed. A replacement is a new row in the same `slot`, which is the lasting link.

    A plain foreign key, not a child relation: publishing an older revision must not delete files.
    """

    material = models.ForeignKey("materials.Material", on_delete=models.CASCADE, related_name="attachments")
    slot = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content_type = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    safe_inline = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.FileField(upload_to=stored_name, max_length=200)
    reading = models.CharField(max_length=12, choices=Reading.choices, default=Reading.WAITING)
    reading_note = models.CharField(max_length=40, blank=True)
    page_count = models.PositiveIntegerField(null=True)
    image_count = models.PositiveIntegerField(default=0)
    has_thumbnail = models.BooleanField(default=False)
    drawn_for = models.PositiveBigIntegerField(null=True, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes: ClassVar = [  # by which the sweep of orphans asks
            models.Index(fields=["file"], name="attachment_file"),
            models.Index(fields=["drawn_for"], name="attachment_drawn_for"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def pages_are(self) -> str:
        """What its pages are called: `slide`, `sheet` or `page`."""
        if "presentation" in self.content_type or "powerpoint" in self.content_type:
            return "slide"
        return "sheet" if "spreadsheet" in self.content_type or "ms-excel" in self.content_type else "page"

    @property
    def previews(self) -> str:
        """The folder in storage that holds this file's page images and thumbnail.

        A copy has the same bytes, and the same pictures: they stay where they were drawn for the first one.
        """
        return f"previews/{self.drawn_for or self.pk}"


class AttachmentPage(models.Model):
    """The text of one page or slide, numbered from 1."""

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attachment", "number"], name="page_once_per_attachment")
        ]

    def __str__(self) -> str:
        return f"{self.attachment}, {self.number}"
