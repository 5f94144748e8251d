"""Putting many materials into their teams' trash."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from materials import review
from materials.bulk.planning import Plan, facts, facts_now, is_unmoved, locked_by_another
from materials.bulk.reaching import give_back_narrowed
from materials.models.bulk import BulkItem
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.vocabulary import Review
from teams import audit
from teams.models.user import User


@dataclass(frozen=True)
class Trashing:
    def refuse(self, changes: int, *, by: User) -> None:
        """Nothing stands against it as a whole."""

    def plan(self, rows: list[Material], *, by: User) -> dict[int, Plan]:
        return {row.pk: self._plan(row, by) for row in rows}

    def _plan(self, row: Material, by: User) -> Plan:
        notes = {"withdrawn"} if row.review == Review.IN_REVIEW else set()
        reason = "locked" if locked_by_another(row, by) else ""
        return Plan({"trashed": False}, {"trashed": True}, reason, frozenset(notes))

    def do(self, rows: list[Material], plans: dict[int, Plan], *, by: User, change: str) -> dict[int, dict[str, Any]]:
        before, now = facts(rows), timezone.now()
        review.withdraw_open(*rows, by=by)
        Material.objects.filter(pk__in=[row.pk for row in rows]).update(trashed_at=now, trashed_by=by)
        audit.record_each("material.trash", by=by, targets=rows, bulk=change)
        after = facts_now(before)
        return {pk: {"at": now.isoformat(), "was": before[pk], "is": after[pk]} for pk in before}

    def undoable(self, *, by: User) -> MaterialQuerySet:
        return Material.objects.in_trash_of(by)

    def undo(self, rows: list[Material], items: dict[int, BulkItem], *, by: User, change: str, asked: bool) -> set[int]:
        """Takes out what lies there since; what somebody took out and put in again is theirs to take out.

        What is made from another of them was narrowed with it, and reaches as far again; what something else has
        narrowed meanwhile stays narrow.
        """
        mine = [row for row in rows if row.trashed_at == parse_datetime(items[row.pk].after["at"])]
        Material.objects.filter(pk__in=[row.pk for row in mine]).update(trashed_at=None, trashed_by=None)
        audit.record_each("material.restore", by=by, targets=mine, bulk=change)
        now = facts(mine)
        same = [pk for pk in now if is_unmoved(now[pk], items[pk].after.get("is"))]
        give_back_narrowed(same, items, by=by, change=change)
        return {row.pk for row in mine}
