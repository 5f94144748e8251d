"""Who is in a team, and with which role."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from teams import audit
from teams.inbox import Kind, tell
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.permissions import candidates_for, may_lead
from teams.roles import Role


@transaction.atomic
def add_member(team: Team, user: User, *, by: User, role: Role = Role.MEMBER) -> Membership:
    """Adds a colleague from one of the team's schools; one who is in it already stays as they are."""
    require_lead(team, by)
    if not candidates_for(team).filter(pk=user.pk).exists():
        raise ValidationError(_("Only people who work at one of the team's schools can be added."))
    membership, made = Membership.objects.get_or_create(team=team, user=user, defaults={"role": role})
    if made:
        audit.record("team.add_member", by=by, target=team, user=user.pk, role=int(role))
        tell(Kind.ROLE_CHANGED, [user], by=by, target=team, change="added")
    return membership


@transaction.atomic
def appoint_lead(team: Team, user: User, *, by: User) -> None:
    """An operator's way to give a team a lead: a new team, or one whose leads have all left."""
    if not by.is_operator or team.is_personal:
        raise PermissionDenied
    if not candidates_for(team).filter(pk=user.pk).exists():
        raise ValidationError(_("Only people who work at one of the team's schools can be added."))
    Membership.objects.update_or_create(team=team, user=user, defaults={"role": Role.LEAD})
    audit.record("team.appoint_lead", by=by, target=team, user=user.pk)
    tell(Kind.ROLE_CHANGED, [user], by=by, target=team, change="lead")


@transaction.atomic
def remove_member(team: Team, user: User, *, by: User) -> None:
    """Takes a person out of a team: a lead anybody, and everyone themselves. The last lead stays."""
    if by.pk != user.pk:
        require_lead(team, by)
    membership = _of(team, user)
    refuse_without_lead(team, leaving=membership)
    membership.delete()
    audit.record("team.remove_member", by=by, target=team, user=user.pk, role=membership.role)
    if by.pk == user.pk:
        tell(Kind.ROLE_CHANGED, leads_of(team), by=by, target=team, change="left")
    else:
        tell(Kind.ROLE_CHANGED, [user], by=by, target=team, change="removed")


@transaction.atomic
def change_role(team: Team, user: User, *, role: Role, by: User) -> None:
    """Makes a member a lead or a lead a member."""
    require_lead(team, by)
    membership = _of(team, user)
    if role < Role.LEAD:
        refuse_without_lead(team, leaving=membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    audit.record("team.change_role", by=by, target=team, user=user.pk, role=int(role))
    tell(Kind.ROLE_CHANGED, [user], by=by, target=team, change=Role(role).name.lower())


def require_lead(team: Team, by: User) -> None:
    """Raises PermissionDenied, answered as 404, unless the person leads the team; a personal team takes nobody in."""
    if team.is_personal or not may_lead(by, team):
        raise PermissionDenied


def leads_of(team: Team) -> QuerySet[User]:
    return User.objects.filter(memberships__team=team, memberships__role=Role.LEAD)


def refuse_without_lead(team: Team, *, leaving: Membership) -> None:
    if team.is_personal:
        raise ValidationError(_("A personal team is its person's."))
    others = Membership.objects.select_for_update().filter(team=team, role=Role.LEAD).exclude(pk=leaving.pk)
    if leaving.role == Role.LEAD and not others.exists():
        raise ValidationError(_("A team needs a lead. Make somebody else a lead first."))


def _of(team: Team, user: User) -> Membership:
    membership = Membership.objects.filter(team=team, user=user).first()
    if membership is None:
        raise PermissionDenied
    return membership
