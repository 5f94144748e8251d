"""Taking back the lead that one has handed over a moment ago."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from teams import audit
from teams.inbox import Kind, tell
from teams.models.audit import AuditEntry
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.roles import Role
from teams.services.leads import hold

#: Who handed the lead over by a slip of the finger takes it back alone for so long; afterwards one asks the new lead.
REGRET_MINUTES = 15
#: What decides who leads a team: after any of it, an earlier handing over is no longer the last word.
DECISIONS = ["hand_over", "take_lead_back", "follow", "appoint_lead", "change_role", "remove_member", "take_back"]


@transaction.atomic
def take_lead_back(team: Team, *, by: User) -> None:
    """Undoes a handing over: oneself leads again, and the other has the role they had.

    Raises PermissionDenied when it is too late, or when anybody has decided since who leads the team or is in it.
    """
    held = hold(team)
    handed = handed_over(held, by=by)
    if handed is None:
        raise PermissionDenied
    successor = User.objects.get(pk=handed.detail["user"])
    Membership.objects.filter(team=held, user=by).update(role=Role.LEAD)
    Membership.objects.filter(team=held, user=successor).update(role=handed.detail["was"])
    audit.record("team.take_lead_back", by=by, target=held, user=successor.pk, role=handed.detail["was"])
    tell(Kind.HANDED_OVER, [successor], by=by, target=held, change="taken_back")


def handed_over(team: Team, *, by: User) -> AuditEntry | None:
    """The handing over that this person can still undo. The log has everything that decides it, in its order."""
    of_team = AuditEntry.objects.filter(target_type=team._meta.label_lower, target_id=str(team.pk))
    last = of_team.filter(action__in=[f"team.{decision}" for decision in DECISIONS]).first()
    lately = timezone.now() - timedelta(minutes=REGRET_MINUTES)
    if last is None or last.action != "team.hand_over" or last.by_id != by.pk or last.at <= lately:
        return None
    return last if Team.objects.of(by).filter(pk=team.pk).exists() else None


def successor_of(team: Team, *, by: User) -> User | None:
    """To whom this person has just handed the team over, while that can be undone."""
    handed = handed_over(team, by=by)
    return User.objects.filter(pk=handed.detail["user"]).first() if handed else None
