"""What the page of a change shows of its materials: a few by name, what each has and gets, what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from materials.bulk import words
from materials.bulk.actions import action_of
from materials.bulk.choosing import NAMED
from materials.bulk.planning import Plan, rows_of
from materials.models.bulk import BulkChange, ItemState
from materials.models.material import Material
from materials.models.subject import Subject
from materials.texts import texts_for
from teams.models.team import Team
from teams.models.user import User


@dataclass(frozen=True)
class Line:
    """A material by its name; what it has and gets, or why it stays as it is."""

    material: Material
    before: str = ""
    after: str = ""
    reason: str = ""


def named(ids: Iterable[int], user: User) -> list[Material]:
    """These materials by the texts that the person reads, in this order; what they may not see is not there."""
    ids = list(ids)
    rows = Material.objects.visible_to(user).filter(pk__in=ids)
    found = {text.pk: text for text in texts_for(user, rows)}
    return [found[pk] for pk in ids if pk in found]


def first_of(change: BulkChange, user: User) -> list[Material]:
    return named(change.items.values_list("material", flat=True)[:NAMED], user)


def previewed(change: BulkChange, user: User) -> dict[str, list[Line]]:
    """The first that change, each from what to what, and the first that stay as they are, each with the reason.

    Raises PermissionDenied when the team or the collection is gone.
    """
    ids = [*change.items.values_list("material", flat=True)[:NAMED]]
    left = [pk for pk in change.summary["left"] if pk not in ids]
    rows = rows_of(Material.objects.editable_by(user), [*ids, *left], lock=False)
    plans = action_of(change).plan(rows, by=user)
    names = _names(plans.values(), user)
    lines = [
        _line(change, material, plans[material.pk], names)
        for material in named([*ids, *left], user)
        if material.pk in plans
    ]
    return {
        "changing": [line for line in lines if not line.reason and plans[line.material.pk].changes],
        "staying": [line for line in lines if line.reason],
    }


def _line(change: BulkChange, material: Material, plan: Plan, names: words.Names) -> Line:
    if plan.reason:
        return Line(material, reason=words.reason(plan.reason))
    before, after = (words.value(change.action, side, names) for side in (plan.before, plan.after))
    return Line(material, before, after)


def _names(plans: Iterable[Plan], user: User) -> words.Names:
    """Of all subjects in these plans, and of the teams that the person is in. Three queries."""
    sides = [side for plan in plans for side in (plan.before, plan.after)]
    subjects = Subject.objects.in_bulk({pk for side in sides for pk in side.get("subjects", [])})
    teams = Team.objects.of(user).prefetch_related("schools")
    named = teams.in_bulk({side["team"] for side in sides if "team" in side})
    return words.Names({pk: subject.name for pk, subject in subjects.items()}, named)


def outcome(change: BulkChange, user: User) -> dict[str, Any]:
    """How many of each became what, and the first that were left as they were or not undone, by name."""
    counts = dict(change.items.order_by().values_list("state").annotate(Count("pk")))
    left = change.items.filter(state__in=[ItemState.LEFT, ItemState.KEPT])[:NAMED]
    reasons = dict(left.values_list("material", "reason"))
    lines = [
        Line(material, reason=words.reason(code) if (code := reasons[material.pk]) else "")
        for material in named(reasons, user)
    ]
    return {"counts": {str(state): counts.get(state, 0) for state in ItemState}, "lines": lines}
