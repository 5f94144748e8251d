"""Giving many materials to another team: by who leads the team that gives and is in the one that takes."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

from materials import review
from materials.adaptations import limits
from materials.bulk.planning import Plan, facts, facts_now, is_unmoved, locked_by_another
from materials.bulk.reaching import give_back_narrowed
from materials.models.bulk import BulkItem
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.narrowing import narrowing_noted
from materials.services.moving import why_not
from materials.vocabulary import Reach, Review
from teams import audit
from teams.models.team import Team
from teams.models.user import User
from teams.roles import Role


@dataclass(frozen=True)
class Giving:
    team: Team

    @classmethod
    def wished(cls, wish: dict[str, Any]) -> "Giving":
        """Raises PermissionDenied for a team that is gone."""
        team = Team.objects.open().prefetch_related("schools").filter(pk=wish["team"]).first()
        if team is None:
            raise PermissionDenied
        return cls(team)

    def refuse(self, changes: int, *, by: User) -> None:
        if not Team.objects.of(by).filter(pk=self.team.pk).exists():
            raise PermissionDenied

    def plan(self, rows: list[Material], *, by: User) -> dict[int, Plan]:
        led = set(_led_by(by).values_list("pk", flat=True))
        return {row.pk: self._plan(row, led, by) for row in rows}

    def _plan(self, row: Material, led: set[int], by: User) -> Plan:
        before = {"team": row.team_id, "reach": int(row.reach), "live": row.live}
        if row.team_id == self.team.pk:
            return Plan(before, before)
        cap = limits.widest_in(self.team, row)
        notes = {"narrowed"} if row.live and cap < row.reach else set()
        notes |= {"withdrawn"} if row.review == Review.IN_REVIEW else set()
        after = {"team": self.team.pk, "reach": int(min(cap, Reach(row.reach))), "live": row.live}
        return Plan(before, after, self._why_not(row, led, by), frozenset(notes))

    def _why_not(self, row: Material, led: set[int], by: User) -> str:
        if locked_by_another(row, by):
            return "locked"
        return "not_lead" if row.team_id not in led else _refused(row, self.team)

    def do(self, rows: list[Material], plans: dict[int, Plan], *, by: User, change: str) -> dict[int, dict[str, Any]]:
        before = facts(rows)
        _give(rows, self.team, by, change)
        now = facts_now(before)
        return {pk: {"was": before[pk], "is": now[pk]} for pk in before}

    def undoable(self, *, by: User) -> MaterialQuerySet:
        return Material.objects.editable_by(by)

    def undo(self, rows: list[Material], items: dict[int, BulkItem], *, by: User, change: str, asked: bool) -> set[int]:
        """Back to the team each came from, which the person leads still; as wide as before, unless shared anew."""
        givers = _led_by(by) if asked else Team.objects.open()
        came_from = {item.before["team"] for item in items.values()}
        teams = {team.pk: team for team in givers.filter(pk__in=came_from).prefetch_related("schools")}
        now = facts(rows)
        coming: dict[int, list[Material]] = defaultdict(list)
        for row in rows:
            was, after = items[row.pk].before["team"], items[row.pk].after["is"]
            free = row.review != Review.IN_REVIEW and not locked_by_another(row, by)
            if now[row.pk]["team"] == after["team"] and free and was in teams and not why_not(row, teams[was]):
                coming[was].append(row)
        for source, found in coming.items():
            _give(found, teams[source], by, change)
        back = {row.pk for found in coming.values() for row in found}
        same = [pk for pk in back if is_unmoved(now[pk], items[pk].after["is"])]
        give_back_narrowed(same, items, by=by, change=change)
        return back


def _refused(row: Material, team: Team) -> str:
    """The code of why the team may not be given it, or an empty string."""
    found = why_not(row, team)
    return found.code if found else ""


def _led_by(by: User) -> Any:
    return Team.objects.of(by).filter(memberships__user=by, memberships__role=Role.LEAD)


def _give(rows: list[Material], team: Team, by: User, change: str) -> None:
    review.withdraw_open(*rows, by=by)
    ids = [row.pk for row in rows]
    with narrowing_noted(ids, by=by, to=team.pk, bulk=change):
        Material.objects.filter(pk__in=ids).update(team=team)
    by_source: dict[int, list[Material]] = defaultdict(list)
    for row in rows:
        by_source[row.team_id].append(row)
    for source, found in by_source.items():
        audit.record_each("material.move", by=by, targets=found, source=source, to=team.pk, bulk=change)
