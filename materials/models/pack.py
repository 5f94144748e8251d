"""A classroom pack: one person's ZIP of a collection."""

import uuid
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PackState(models.TextChoices):
    """How far a pack has come."""

    WAITING = "waiting", _("waiting to be packed")
    BUILDING = "building", _("being packed")
    READY = "ready", _("ready")
    FAILED = "failed", _("not packed")


class Pack(models.Model):
    """A collection as its owner saw it when it was packed. `digest` is of what lies in it (see `packs.manifest`).

    A download compares it with what the owner may have at that moment, so that nothing leaves on an old right.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.ForeignKey("materials.Collection", on_delete=models.CASCADE, related_name="packs")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="packs")
    state = models.CharField(max_length=10, choices=PackState.choices, default=PackState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "owner"], name="pack_once_per_collection_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.collection_id} for {self.owner}"

    @property
    def path(self) -> Path:
        """Where its bytes lie, outside the files that have addresses."""
        folder: Path = settings.PACKS
        return folder / f"{self.pk.hex}.zip"

    def discard(self) -> None:
        """Takes the pack away, its bytes first."""
        for path in (self.path, self.path.with_suffix(".half")):
            path.unlink(missing_ok=True)
        Pack.objects.filter(pk=self.pk).delete()
