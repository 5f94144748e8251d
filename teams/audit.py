"""Writes the audit log."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from teams.addresses import client_address
from teams.models.audit import AuditEntry
from teams.models.user import User


def record(action: str, *, by: User | None, target: Model, request: HttpRequest | None = None, **detail: Any) -> None:
    """Adds one row, in the caller's transaction: what is not committed did not happen.

    `detail` holds ids and numbers only, never text that somebody wrote: the log outlives what it speaks of.
    """
    AuditEntry.objects.create(
        by=by,
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        address=client_address(request) if request else None,
        detail=detail,
    )


def record_each(action: str, *, by: User | None, targets: Iterable[Model], **detail: Any) -> None:
    """The same for each of many, in one statement."""
    AuditEntry.objects.bulk_create(
        AuditEntry(by=by, action=action, target_type=target._meta.label_lower, target_id=str(target.pk), detail=detail)
        for target in targets
    )
