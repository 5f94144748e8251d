"""Who is in a team, and with which role."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from teams import audit
from teams.inbox import Kind, tell
from teams.models.joining import Departure, JoinRequest, Why
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.permissions import candidates_for
from teams.roles import Role
from teams.services.leads import hold, hold_led, refuse_without_lead


@transaction.atomic
def add_member(team: Team, user: User, *, by: User, role: Role = Role.MEMBER) -> Membership:
    """Adds a colleague from one of the team's schools; one who is in it already stays as they are."""
    return enter(hold_led(team, by), user, by=by, role=role, kind=Kind.INVITED)


def enter(team: Team, user: User, *, by: User, role: Role = Role.MEMBER, kind: Kind = Kind.ROLE_CHANGED) -> Membership:
    """The joining itself, for a held team and those who have asked whether it may be.

    A request that waits is answered by it, and an earlier departure is over. `kind` is how the person hears of it.
    """
    if not candidates_for(team).filter(pk=user.pk).exists():
        raise ValidationError(_("Only people who work at one of the team's schools can be added."))
    membership, made = Membership.objects.get_or_create(team=team, user=user, defaults={"role": role})
    JoinRequest.objects.filter(team=team, user=user).delete()
    Departure.objects.filter(team=team, user=user).delete()
    if made:
        audit.record("team.add_member", by=by, target=team, user=user.pk, role=int(role))
        tell(kind, [user], by=by, target=team, change="added")
    return membership


@transaction.atomic
def appoint_lead(team: Team, user: User, *, by: User) -> None:
    """An operator's way to give a team a lead: a new team, or one whose leads have all left."""
    held = hold(team)
    if not by.is_operator or held.is_personal:
        raise PermissionDenied
    membership = enter(held, user, by=by, role=Role.LEAD)
    Membership.objects.filter(pk=membership.pk).update(role=Role.LEAD)
    audit.record("team.appoint_lead", by=by, target=held, user=user.pk)
    tell(Kind.ROLE_CHANGED, [user], by=by, target=held, change="lead")


@transaction.atomic
def remove_member(team: Team, user: User, *, by: User) -> Departure:
    """Takes a person out of a team: a lead anybody, and everyone themselves. The last lead stays.

    What comes back can undo it: see `leaving.take_back`.
    """
    held = hold(team) if by.pk == user.pk else hold_led(team, by)
    membership = _of(held, user)
    refuse_without_lead(membership)
    return depart(membership, why=Why.LEFT if by.pk == user.pk else Why.REMOVED, by=by)


def depart(membership: Membership, *, why: Why, by: User | None) -> Departure:
    """Ends a membership and remembers it. `by` is None for what follows from an employment that has ended."""
    kept = {"role": membership.role, "joined_at": membership.joined_at, "why": why, "by": by}
    team, user = membership.team, membership.user_id
    Departure.objects.filter(team=team, user=user).delete()
    membership.delete()
    audit.record("team.remove_member", by=by, target=team, user=user, role=membership.role, why=str(why))
    if why == Why.REMOVED:
        tell(Kind.ROLE_CHANGED, [membership.user], by=by, target=team, change="removed")
    elif why == Why.LEFT:
        tell(Kind.ROLE_CHANGED, leads_of(team), by=by, target=team, change="left")
    return Departure.objects.create(team=team, user_id=user, **kept)


@transaction.atomic
def change_role(team: Team, user: User, *, role: Role, by: User) -> None:
    """Makes a member a lead or a lead a member. Raises ValidationError for somebody who no longer works there."""
    membership = _held(hold_led(team, by), user)
    if role < Role.LEAD:
        refuse_without_lead(membership)
    if membership.role != role:
        Membership.objects.filter(pk=membership.pk).update(role=role)
        audit.record("team.change_role", by=by, target=membership.team, user=user.pk, role=int(role))
        tell(Kind.ROLE_CHANGED, [user], by=by, target=membership.team, change=Role(role).name.lower())


@transaction.atomic
def hand_over(team: Team, user: User, *, by: User) -> None:
    """Makes another member the lead in one's own place, and oneself a member. Other leads stay leads.

    It can be undone for some minutes, see `regretting.take_lead_back`. Raises ValidationError for oneself, and for
    somebody who no longer works there.
    """
    held = hold_led(team, by)
    if by.pk == user.pk:
        raise ValidationError(_("You lead the team already. Choose somebody else."))
    successor = _held(held, user)
    Membership.objects.filter(pk=successor.pk).update(role=Role.LEAD)
    Membership.objects.filter(team=held, user=by).update(role=Role.MEMBER)
    audit.record("team.hand_over", by=by, target=held, user=user.pk, was=successor.role)
    tell(Kind.HANDED_OVER, [user], by=by, target=held, change="lead")


def leads_of(team: Team) -> QuerySet[User]:
    return User.objects.filter(memberships__team=team, memberships__role=Role.LEAD)


def _held(team: Team, user: User) -> Membership:
    """The membership of somebody who is in the team today: a page may be older than the end of their work."""
    membership = _of(team, user)
    if not team.memberships.held().filter(pk=membership.pk).exists():
        raise ValidationError(_("%(name)s no longer works at the team's schools.") % {"name": user})
    return membership


def _of(team: Team, user: User) -> Membership:
    membership = Membership.objects.select_related("team").filter(team=team, user=user).first()
    if membership is None:
        raise PermissionDenied
    return membership
