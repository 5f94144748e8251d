"""Seals each day of the audit log by a digest over its rows and the digest before it.

Days are UTC's: they have 24 hours each, and no hour twice. A day is sealed an hour into the next one, so that what was
under way at midnight, or written by a machine whose clock is behind, is in it.
"""

import datetime
import hashlib
import json
from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils import timezone

from teams import audit
from teams.models.audit import AuditEntry, AuditSeal

FIRST = "0" * 64
SEALED_AFTER = datetime.timedelta(hours=1)
#: Bytes of `AuditSeal.marks` that stand for one row: its id, and as many of its digest.
MARK = 16


def seal() -> int:
    """Seals every day that is over and has no seal, in their order; returns how many."""
    if not AuditEntry.objects.exists():
        return 0
    sealed = 0
    while (day := _next_day()) <= last_day_over(timezone.now()):
        try:
            seal_day(day)
        except IntegrityError:
            return sealed  # another worker is at it
        sealed += 1
    return sealed


def last_day_over(now: datetime.datetime) -> datetime.date:
    return (now - SEALED_AFTER).astimezone(datetime.UTC).date() - datetime.timedelta(days=1)


def _next_day() -> datetime.date:
    last: AuditSeal | None = AuditSeal.objects.last()
    if last is not None:
        return last.day + datetime.timedelta(days=1)
    first: AuditEntry = AuditEntry.objects.earliest("at")
    return first.at.astimezone(datetime.UTC).date()


@transaction.atomic
def seal_day(day: datetime.date) -> AuditSeal:
    """Writes the seal, and that it was written into the log of today: a seal that is gone is missed there."""
    before = AuditSeal.objects.filter(day__lt=day).last()
    marks, digest = digest_of(day, before.digest if before else FIRST)
    made = AuditSeal.objects.create(day=day, rows=len(marks) // MARK, marks=marks, digest=digest)
    audit.record("audit.seal", by=None, target=made, day=day.isoformat(), digest=digest)
    return made


def digest_of(day: datetime.date, before: str) -> tuple[bytes, str]:
    """The marks of the day's rows as they are now, and the digest of the day."""
    marks, whole = bytearray(), hashlib.sha256(f"{before}\n{day.isoformat()}\n".encode())
    for pk, digest in digests(day):
        whole.update(digest)
        marks += mark(pk, digest)
    return bytes(marks), whole.hexdigest()


def digests(day: datetime.date) -> Iterator[tuple[int, bytes]]:
    """Each row of a day with its digest, by id."""
    start = datetime.datetime.combine(day, datetime.time(), tzinfo=datetime.UTC)
    rows = AuditEntry.objects.filter(at__gte=start, at__lt=start + datetime.timedelta(days=1)).order_by("pk")
    for row in rows.iterator(chunk_size=2000):
        yield row.pk, row_digest(row)


def mark(pk: int, digest: bytes) -> bytes:
    return pk.to_bytes(8, "big") + digest[:8]


def row_digest(row: AuditEntry) -> bytes:
    """SHA-256 over every column, in one written form."""
    columns = [
        row.pk,
        row.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        row.by_id,
        row.action,
        row.target_type,
        row.target_id,
        row.address,
        row.detail,
    ]
    return hashlib.sha256(json.dumps(columns, sort_keys=True, ensure_ascii=True).encode()).digest()
