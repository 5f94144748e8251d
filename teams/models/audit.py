"""The audit log's table: append-only, who did what to what, when and from where."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class AppendOnly(models.QuerySet[Any]):
    """Rows that are written once; the database refuses the rest as well, see `teams.audit_guard`."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("The audit log is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The audit log is append-only.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise TypeError("The audit log is append-only.")


class WrittenOnce(models.Model):
    """A row that is never changed."""

    objects = AppendOnly.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The audit log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The audit log is append-only.")


class AuditEntry(WrittenOnce):
    """One thing that happened. Rows are written by `teams.audit.record`."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=60)
    address = models.GenericIPAddressField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["target_type", "target_id"], name="audit_of_target")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target_type} {self.target_id}"


class AuditSeal(WrittenOnce):
    """What the log held of one day, in UTC, and of all days before it.

    `digest`: SHA-256, as hex, over the digest before it, the day, and its rows. `marks`: 16 bytes a row, its
    id and the beginning of its own digest, so that a broken day can name its first broken row.
    """

    day = models.DateField(unique=True)
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    marks = models.BinaryField()
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.digest}"
