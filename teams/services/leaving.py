"""What ends with an employment, and taking back who is out."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from teams import audit
from teams.inbox import Kind, tell
from teams.models.joining import Departure, Invitation, JoinRequest, Why
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.roles import Role
from teams.services.leads import hold, hold_led, keep_leads, without_lead
from teams.services.memberships import depart, enter, leads_of

#: Who left by a slip of the finger comes back alone for so long; afterwards one asks the lead.
REGRET_HOURS = 24


@transaction.atomic
def take_back(departure: Departure, *, by: User) -> None:
    """Undoes a departure: a lead takes back whom a lead took out, and oneself who left within the last day.

    Both get the role they had. Who was out because their work had ended comes back as a member: that they led the team
    is not undone by being employed again. Raises PermissionDenied when it is another's to undo, or too late, and
    ValidationError for somebody who does not work at the team's schools.
    """
    regrets = departure.user_id == by.pk
    team = hold(departure.team) if regrets else hold_led(departure.team, by)
    row = Departure.objects.recent().select_related("user").filter(pk=departure.pk).first()
    if row is None or not (may_regret(row) if regrets else row.why != Why.LEFT):
        raise PermissionDenied
    role = Role.MEMBER if row.why == Why.LAPSED else Role(row.role)
    membership = enter(team, row.user, by=by, role=role, kind=Kind.INVITED)
    Membership.objects.filter(pk=membership.pk).update(joined_at=row.joined_at)
    audit.record("team.take_back", by=by, target=team, user=row.user_id, role=int(role))
    if regrets:
        tell(Kind.ROLE_CHANGED, leads_of(team), by=by, target=team, change="returned")


def may_regret(departure: Departure) -> bool:
    return departure.why == Why.LEFT and departure.at > timezone.now() - timedelta(hours=REGRET_HOURS)


@transaction.atomic
def end_lapsed(*users: User) -> int:
    """Ends the memberships of these people that their work no longer carries; of everybody when none is named.

    Reading needs no such thing: `Team.objects.of` asks the employments. This sees to it that who is employed again is
    not silently back, and that every team has a lead. Teams are locked in the order of their ids.
    """
    lapsed = Membership.objects.lapsed()
    if users:
        lapsed = lapsed.filter(user__in=users)
    teams = list(Team.objects.filter(pk__in=lapsed.values("team")))
    list(Team.objects.select_for_update().filter(pk__in=[team.pk for team in teams]).order_by("pk"))
    ending = list(lapsed.select_related("team").order_by("pk"))
    for membership in ending:
        depart(membership, why=Why.LAPSED, by=None)
    keep_leads(teams)
    return len(ending)


@transaction.atomic
def tidy() -> int:
    """What is due by the calendar: employments that ended today, teams left alone, and what need not be kept."""
    done = end_lapsed() + keep_leads(without_lead())
    for forgotten in (Departure.objects.forgotten(), JoinRequest.objects.forgotten()):
        done += forgotten.delete()[0]
    old = Invitation.objects.filter(expires_at__lte=timezone.now() - timedelta(days=1))
    return done + old.delete()[0]
