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
    `build` names the run that builds it now: one that was overtaken by another, or by a new wish, changes nothing more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.ForeignKey("materials.Collection", on_delete=models.CASCADE, related_name="packs")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="packs")
    state = models.CharField(max_length=10, choices=PackState.choices, default=PackState.WAITING)
    build = models.UUIDField(null=True, editable=False)
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

    @property
    def half(self) -> Path:
        """Where this very build writes until it is whole: two builds of one pack never write into one file."""
        return self.path.with_name(f"{self.pk.hex}.{self.build}.half")

    def discard(self) -> None:
        """Takes the pack away, its bytes first; also those of builds that are under way, which come to nothing."""
        for path in settings.PACKS.glob(f"{self.pk.hex}.*"):
            path.unlink(missing_ok=True)
        Pack.objects.filter(pk=self.pk).delete()
