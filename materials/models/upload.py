"""A file on its way."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """Bytes up to `offset` are on disk and synced. It is its owner's alone, and gone after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=400)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its bytes lie. The name is ours: nothing that a person typed becomes part of a path."""
        path: Path = settings.UPLOADS / self.pk.hex
        return path
