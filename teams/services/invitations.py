"""Links that let colleagues into a team: made, taken back and used."""

import hashlib
import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from teams import audit
from teams.inbox import Kind, tell
from teams.models.joining import Departure, Invitation, InvitationQuerySet, Why
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.permissions import candidates_for
from teams.services.leads import hold, hold_led
from teams.services.memberships import enter, leads_of


@transaction.atomic
def invite(team: Team, *, days: int, uses: int, by: User) -> tuple[Invitation, str]:
    """A link and its secret: it lets in so many colleagues of the team's schools, for so many days.

    Only its hash is kept: no later answer can give the secret. Raises ValidationError for more than the model allows.
    """
    held = hold_led(team, by)
    token = secrets.token_urlsafe(32)
    expires_at = timezone.now() + timedelta(days=days)
    invitation = Invitation(team=held, token_sha256=_hash(token), created_by=by, uses=uses, expires_at=expires_at)
    invitation.full_clean()
    invitation.save()
    audit.record("team.invite", by=by, target=held, invitation=invitation.pk, days=days, uses=uses)
    return invitation, token


def invitations_of(team: Team) -> InvitationQuerySet:
    """The team's links that work: usable, and of somebody who leads it today."""
    leads = team.memberships.leads().held()
    return team.invitations.usable().filter(created_by__in=leads.values("user"))


def made_by(person: User, team: Team, token: str) -> Invitation | None:
    """The link of this secret, if this person has made it for the team and it works."""
    return invitations_of(team).filter(token_sha256=_hash(token), created_by=person).first()


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> None:
    """Ends a link at once. Whoever came in by it stays; a lead removes them."""
    held = hold_led(invitation.team, by)
    if Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record("team.revoke_invitation", by=by, target=held, invitation=invitation.pk)


def invitation_for(token: str, *, to: User) -> Invitation | None:
    """The link of this secret, for somebody who works at the team's schools, whether or not it still works.

    For everybody else there is no such link, and they learn of no team by it.
    """
    found = Invitation.objects.select_related("team").filter(token_sha256=_hash(token), team__closed_at=None).first()
    return found if found and candidates_for(found.team).filter(pk=to.pk).exists() else None


def works_for(invitation: Invitation, user: User) -> bool:
    """Whether it would let this person in now. A link older than their removal by a lead does not undo that."""
    removed = Departure.objects.filter(
        team=invitation.team_id, user=user.pk, why=Why.REMOVED, at__gte=invitation.created_at
    )
    return invitations_of(invitation.team).filter(pk=invitation.pk).exists() and not removed.exists()


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Membership:
    """Joins by a link, as a member. Who is in it already costs the link no use.

    Raises PermissionDenied for a dead link. The team is held, so that one person takes the last
    use, and the database refuses a use too many.
    """
    team = hold(invitation.team)
    mine = Membership.objects.filter(team=team, user=by).first()
    if mine is not None:
        return mine
    if not works_for(invitation, by):
        raise PermissionDenied
    try:
        membership = enter(team, by, by=by)
    except ValidationError as error:
        raise PermissionDenied from error
    Invitation.objects.filter(pk=invitation.pk).update(used=F("used") + 1)
    tell(Kind.ROLE_CHANGED, leads_of(team), by=by, target=team, change="joined")
    audit.record("team.accept_invitation", by=by, target=team, invitation=invitation.pk)
    return membership


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
