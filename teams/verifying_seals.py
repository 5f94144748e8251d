"""Holds the audit log against its seals, and names the first row that is not as it was sealed."""

import datetime
from dataclasses import dataclass

from teams.models.audit import AuditEntry, AuditSeal
from teams.sealing import FIRST, MARK, digest_of, digests, mark


@dataclass(frozen=True)
class Broken:
    """The first thing that does not hold: a day, what is wrong with it, and the row's id where it is a row."""

    day: str
    what: str
    row: int | None = None


@dataclass(frozen=True)
class Checked:
    """What was found: `last` is the digest of the last seal, to be kept somewhere else."""

    broken: Broken | None
    days: int
    sealed: int
    unsealed: int
    last: str


def verify(*, expect: str | None = None) -> Checked:
    """Goes through all days, in their order, up to the first that does not hold.

    `expect` is a digest that somebody noted: a chain that was written anew from end to end no longer has it.
    """
    days = sealed = 0
    last = FIRST
    expected: datetime.date | None = None
    broken = None
    for seal in AuditSeal.objects.order_by("day").iterator(chunk_size=50):
        if broken := _broken(seal, expected, last):
            break
        days, sealed, last = days + 1, sealed + seal.rows, seal.digest
        expected = seal.day + datetime.timedelta(days=1)
    found = [one for one in (_missed_seal(), _row_before_the_first(), broken) if one is not None]
    broken = min(found, key=lambda one: one.day, default=None)
    if broken is None and expect and not AuditSeal.objects.filter(digest=expect).exists():
        broken = Broken("", "the expected digest is none of the seals'")
    return Checked(broken, days, sealed, AuditEntry.objects.count() - sealed, last)


def _row_before_the_first() -> Broken | None:
    """A row that was put in before the first day."""
    first = AuditSeal.objects.order_by("day").first()
    if first is None:
        return None
    start = datetime.datetime.combine(first.day, datetime.time(), tzinfo=datetime.UTC)
    row = AuditEntry.objects.filter(at__lt=start).order_by("pk").first()
    return None if row is None else Broken(f"{row.at.astimezone(datetime.UTC):%Y-%m-%d}", "inserted", row.pk)


def _broken(seal: AuditSeal, expected: datetime.date | None, before: str) -> Broken | None:
    if expected is not None and seal.day != expected:
        return Broken(expected.isoformat(), "seal removed")
    marks, digest = digest_of(seal.day, before)
    if digest == seal.digest and marks == bytes(seal.marks) and len(marks) == seal.rows * MARK:
        return None
    row = _first_difference(seal)
    return row or Broken(seal.day.isoformat(), "seal changed")


def _first_difference(seal: AuditSeal) -> Broken | None:
    """The row with the lowest id that the day has otherwise than the seal, or that only one of them has."""
    kept = bytes(seal.marks)
    was = {int.from_bytes(kept[at : at + 8], "big"): kept[at : at + MARK] for at in range(0, len(kept), MARK)}
    now = {pk: mark(pk, digest) for pk, digest in digests(seal.day)}
    for pk in sorted(was.keys() | now.keys()):
        if was.get(pk) != now.get(pk):
            what = "inserted" if pk not in was else "removed" if pk not in now else "changed"
            return Broken(seal.day.isoformat(), what, pk)
    return None


def _missed_seal() -> Broken | None:
    """A seal that the log tells of, and that is not there or says something else."""
    kept = dict(AuditSeal.objects.values_list("day", "digest"))
    kept_by_day = {day.isoformat(): digest for day, digest in kept.items()}
    told = AuditEntry.objects.filter(action="audit.seal").order_by("pk")
    for pk, detail in told.values_list("pk", "detail").iterator(chunk_size=2000):
        if kept_by_day.get(detail.get("day")) != detail.get("digest"):
            return Broken(str(detail.get("day")), "seal removed or made anew", pk)
    return None
