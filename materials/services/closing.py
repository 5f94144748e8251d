"""Closing a team, which hands what it has to another, and opening it again while that can be undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from materials import review
from materials.adaptations import limits
from materials.collections import handing_on
from materials.holding import hold_rows
from materials.models.closing import HandedOn
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.narrowing import narrowing_noted
from materials.services.moving import refusal
from materials.vocabulary import Reach
from teams import audit
from teams.inbox import Kind, tell
from teams.models.team import Team
from teams.models.user import User
from teams.permissions import may_lead
from teams.roles import Role
from teams.services.leads import hold_all, keep_leads

#: Days in which a closed team can be opened again with what it handed on.
REOPEN_DAYS = 30


@dataclass(frozen=True)
class Plan:
    """What closing would do: which become narrower, and which the other team may not hold, each with the reason.

    `staying` lie in the trash and may not go along either, which is no reason to refuse.
    """

    narrowed: tuple[Material, ...]
    refused: tuple[tuple[Material, str], ...]
    staying: tuple[Material, ...]


def plan(team: Team, to: Team) -> Plan:
    """What the team has, beside what the other team's schools allow.

    Only what is in the trash may stay behind: it is gone in thirty days, and is no reason to refuse.
    """
    every = list(of_team(team))
    along = _ids(every)
    refused = [(material, reason) for material in every if (reason := refusal(material, to, along))]
    materials = [material for material in every if material.trashed_at is None]
    caps = [(material, limits.widest_in(to, material)) for material in materials]
    return Plan(
        narrowed=tuple(material for material, cap in caps if material.live and cap < material.reach),
        refused=tuple((material, reason) for material, reason in refused if material.trashed_at is None),
        staying=tuple(material for material, _reason in refused if material.trashed_at is not None),
    )


def _ids(materials: Iterable[Material]) -> set[int]:
    return {material.pk for material in materials}


def of_team(team: Team) -> MaterialQuerySet:
    """Everything the team has, drafts and trash included."""
    return Material.objects.filter(team=team).prefetch_related("team__schools", limits.with_sources()).order_by("pk")


def may_close(user: User, team: Team) -> bool:
    """A lead, or an operator; a personal team is closed by nobody."""
    return not team.is_personal and (may_lead(user, team) or user.is_operator)


@transaction.atomic
def close_team(team: Team, *, to: Team | None, by: User) -> int:
    """Closes a team and gives everything it has to another, in one transaction; returns how many materials went.

    Its collections go with their readers and followers.

    What the other team's schools do not allow becomes narrower at once, and questions to the editors are taken back, as
    in every move. Raises PermissionDenied unless the person leads the team and is in the other, or is an operator;
    ValidationError, with each reason, when the other team may not hold all of it: then nothing happens.
    """
    held = _hold(team, to)
    if not may_close(by, held):
        raise PermissionDenied
    hold_rows(of_team(held).values_list("pk", flat=True))
    materials = list(of_team(held))
    collections = list(handing_on.of_team(held).select_for_update())
    given = gone = 0
    if materials or collections:
        receiver = _receiver(to, by)
        given = _give(materials, receiver, by=by) if materials else 0
        gone = handing_on.give(collections, held, receiver, by=by)
        audit.record("team.receive", by=by, target=receiver, source=held.pk, materials=given, collections=gone)
    went_to = to if given or gone else None
    Team.objects.filter(pk=held.pk).update(closed_at=timezone.now(), closed_by=by, went_to=went_to)
    _answer_requests(held, by=by)
    audit.record("team.close", by=by, target=held, to=to.pk if to else None, materials=given, collections=gone)
    tell(Kind.HANDED_OVER, held.people.all(), by=by, target=held, change="closed")
    if to is not None and (given or gone):
        tell(Kind.HANDED_OVER, to.people.all(), by=by, target=to, change="received")
    return given


def _answer_requests(team: Team, *, by: User) -> None:
    """Nobody is let in any more: who waits is told so, instead of waiting on."""
    asking = [request.user for request in team.join_requests.waiting().select_related("user")]
    team.join_requests.all().delete()
    tell(Kind.JOIN_ANSWERED, asking, by=by, target=team, change="closed")


def _hold(team: Team, to: Team | None) -> Team:
    """Both rows locked: nobody adds a material meanwhile, nor closes the other."""
    ids = [team.pk, *([to.pk] if to else [])]
    held = hold_all(ids)
    if len(held) != len(ids):
        raise PermissionDenied
    return held[team.pk]


def _receiver(to: Team | None, by: User) -> Team:
    if to is None:
        raise ValidationError(_("Choose the team that takes the materials over."))
    if to.is_personal:
        raise ValidationError(_("Materials are handed to a team, not to one person."))
    if not (by.is_operator or Team.objects.of(by).filter(pk=to.pk).exists()):
        raise PermissionDenied
    return to


def _give(every: list[Material], to: Team, *, by: User) -> int:
    along = _ids(every)
    reasons = {material.pk: refusal(material, to, along) for material in every}
    refused = [f"{m.title}: {reasons[m.pk]}" for m in every if reasons[m.pk] and m.trashed_at is None]
    if refused:
        raise ValidationError(refused)
    materials = [material for material in every if not reasons[material.pk]]
    review.withdraw_open(*materials, by=by)
    ids = [material.pk for material in materials]
    with narrowing_noted(ids, by=by, to=to.pk):
        Material.objects.filter(pk__in=ids).update(team=to)
    left = dict(Material.objects.filter(pk__in=ids).values_list("pk", "reach"))
    HandedOn.objects.filter(source=every[0].team_id).delete()
    HandedOn.objects.bulk_create(
        HandedOn(material=m, source_id=m.team_id, reach_before=m.reach, reach_after=left[m.pk]) for m in materials
    )
    for material in materials:
        audit.record("material.move", by=by, target=material, source=material.team_id, to=to.pk)
    return len(materials)


def may_reopen(user: User, team: Team) -> bool:
    """Who led it when it closed and still works there, or an operator, for thirty days."""
    if team.closed_at is None or team.closed_at <= timezone.now() - timedelta(days=REOPEN_DAYS):
        return False
    led = Team.objects.joined_by(user).filter(pk=team.pk, memberships__user=user, memberships__role=Role.LEAD)
    return led.exists() or user.is_operator


@transaction.atomic
def reopen_team(team: Team, *, by: User) -> int:
    """Undoes the closing: the team is back, with those of its materials and collections that the other team still has.

    A material that became narrower by the closing is as wide as before, unless it was shared anew since: then the other
    team has decided who sees it. Raises PermissionDenied when it is too late or another's to undo.
    """
    row = Team.objects.select_for_update().get(pk=team.pk)
    if not may_reopen(by, row):
        raise PermissionDenied
    Team.objects.filter(pk=row.pk).update(closed_at=None, closed_by=None, went_to=None)
    returning = _returning(row)
    review.withdraw_open(*returning, by=by)
    for material in returning:
        audit.record("material.move", by=by, target=material, source=material.team_id, to=row.pk)
    with narrowing_noted(_ids(returning), by=by, to=row.pk):
        Material.objects.filter(pk__in=_ids(returning)).update(team=row)
    _widen_again(row, returning, by=by)
    HandedOn.objects.filter(source=row).delete()
    collections = handing_on.take_back(row, by=by)
    keep_leads([row])
    audit.record("team.reopen", by=by, target=row, materials=len(returning), collections=collections)
    tell(Kind.HANDED_OVER, row.people.all(), by=by, target=row, change="reopened")
    if (returning or collections) and row.went_to is not None:
        tell(Kind.HANDED_OVER, row.went_to.people.all(), by=by, target=row.went_to, change="given_back")
    return len(returning)


def _returning(team: Team) -> list[Material]:
    handed = HandedOn.objects.filter(source=team).values("material")
    still_there = Material.objects.filter(pk__in=handed, team=team.went_to_id).order_by("pk")
    hold_rows(still_there.values_list("pk", flat=True))
    every = list(still_there.prefetch_related("team__schools"))
    along = _ids(every)
    return [material for material in every if not refusal(material, team, along)]


def _widen_again(team: Team, returned: list[Material], *, by: User) -> None:
    """In rounds: an adaptation may be as wide as its source again once that is, whichever of them is older."""
    narrowed = HandedOn.objects.filter(source=team, material__in=returned, reach_after__lt=F("reach_before"))
    if team.closed_at:
        narrowed = narrowed.exclude(material__last_published_at__gt=team.closed_at)
    fits = narrowed.filter(material__reach=F("reach_after"), material__reach_cap__gte=F("reach_before"))
    while found := list(fits.select_related("material").order_by("material_id")):
        for handed in found:
            reach = Reach(handed.reach_before)
            Material.objects.filter(pk=handed.material_id).update(reach=reach)
            audit.record("material.widen_again", by=by, target=handed.material, reach=reach.word)


def forget_closings() -> int:
    """What was kept for opening again and is too old for it."""
    old = timezone.now() - timedelta(days=REOPEN_DAYS)
    return HandedOn.objects.filter(source__closed_at__lte=old).delete()[0] + handing_on.forget(old)
