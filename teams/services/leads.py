"""Every team has a lead: who may act as one, and what happens when the last one goes."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from teams import audit
from teams.inbox import Kind, tell
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.permissions import may_lead
from teams.roles import Role


def hold(team: Team) -> Team:
    """The team's row, locked until the transaction ends: whatever changes its people or closes it goes one by one.

    So two leads who leave at once do not each count on the other. Raises PermissionDenied for a closed team.
    """
    held = Team.objects.open().select_for_update().filter(pk=team.pk).first()
    if held is None:
        raise PermissionDenied
    return held


def hold_all(ids: Iterable[int]) -> dict[int, Team]:
    """Several teams, locked in the order of their ids; a closed one is not among them.

    Who locks teams and materials locks the teams first, then materials by id, then collections: in one order nobody
    waits in a ring.
    """
    rows = Team.objects.open().select_for_update().filter(pk__in=list(ids)).order_by("pk")
    return {row.pk: row for row in rows}


def hold_led(team: Team, by: User) -> Team:
    """The same, for its lead alone. Raises PermissionDenied, answered as 404; a personal team takes nobody in."""
    held = hold(team)
    if held.is_personal or not may_lead(by, held):
        raise PermissionDenied
    return held


def refuse_without_lead(leaving: Membership) -> None:
    """Raises ValidationError when nobody who works there today would lead the team without this membership."""
    if leaving.team.is_personal:
        raise ValidationError(_("A personal team is its person's."))
    others = leaving.team.memberships.leads().held().exclude(pk=leaving.pk)
    if leaving.role == Role.LEAD and not others.exists():
        raise ValidationError(_("A team needs a lead. Make somebody else a lead first."))


@transaction.atomic
def keep_leads(teams: Iterable[Team]) -> int:
    """Gives each of these teams that nobody leads any more its longest-standing member as lead; returns how many.

    Nobody asks a lead whose work has ended, so it cannot be refused as leaving can. A team in which nobody is left has
    no lead until an operator appoints one.
    """
    ids = sorted({team.pk for team in teams})
    followed = 0
    for team in Team.objects.open().shared().select_for_update().filter(pk__in=ids).order_by("pk"):
        held = team.memberships.held()
        next_lead = held.select_related("user").order_by("joined_at", "pk").first()
        if next_lead is not None and not held.leads().exists():
            Membership.objects.filter(pk=next_lead.pk).update(role=Role.LEAD)
            audit.record("team.follow", by=None, target=team, user=next_lead.user_id)
            tell(Kind.HANDED_OVER, [next_lead.user], by=None, target=team, change="follow")
            followed += 1
    return followed


def without_lead() -> list[Team]:
    """The open teams that have people today and among them no lead."""
    held = Membership.objects.held().filter(team=OuterRef("pk"))
    leaderless = Team.objects.open().shared().filter(Exists(held), ~Exists(held.leads()))
    return list(leaderless)
