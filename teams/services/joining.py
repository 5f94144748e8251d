"""Colleagues who ask to be let into a team, and the leads' answers."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teams import audit
from teams.inbox import Kind, tell
from teams.models.joining import JoinRequest, JoinRequestQuerySet
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.permissions import candidates_for
from teams.services.leads import hold, hold_led
from teams.services.memberships import enter, leads_of


@transaction.atomic
def ask_to_join(team: Team, *, note: str = "", by: User) -> JoinRequest:
    """Asks the leads. Once is enough: asking again changes nothing, and after a refusal it waits for thirty days.

    Raises PermissionDenied for who does not work at the team's schools, ValidationError for the others' reasons.
    """
    held = hold(team)
    if held.is_personal or not candidates_for(held).filter(pk=by.pk).exists():
        raise PermissionDenied
    if held.memberships.filter(user=by).exists():
        raise ValidationError(_("You are in the team already."))
    JoinRequest.objects.forgotten().filter(team=held, user=by).delete()
    request = JoinRequest.objects.filter(team=held, user=by).first()
    if request is None:
        request = JoinRequest(team=held, user=by, note=note)
        request.full_clean()
        request.save()
        audit.record("team.ask_to_join", by=by, target=held)
        tell(Kind.JOIN_ASKED, leads_of(held), by=by, target=request)
    elif request.declined_at:
        raise ValidationError(_("A lead has said no. You can ask again after thirty days."))
    return request


@transaction.atomic
def take_back_request(team: Team, *, by: User) -> None:
    """No longer asks. A refusal stays, or one could ask daily."""
    if JoinRequest.objects.waiting().filter(team=team, user=by).delete()[0]:
        audit.record("team.take_back_request", by=by, target=team)


@transaction.atomic
def accept_request(request: JoinRequest, *, by: User) -> Membership:
    """Lets a colleague in, as a member. Raises ValidationError when they do not work at the team's schools any more."""
    held = hold_led(request.team, by)
    return enter(held, _waiting(request).user, by=by, kind=Kind.JOIN_ANSWERED)


@transaction.atomic
def decline_request(request: JoinRequest, *, answer: str = "", by: User) -> None:
    """Says no, with a word that the colleague alone reads."""
    held = hold_led(request.team, by)
    row = _waiting(request)
    row.answer, row.declined_at, row.declined_by = answer, timezone.now(), by
    row.full_clean()
    row.save(update_fields=["answer", "declined_at", "declined_by"])
    audit.record("team.decline_request", by=by, target=held, user=row.user_id)
    tell(Kind.JOIN_ANSWERED, [row.user], by=by, target=row)


def requests_to(team: Team) -> JoinRequestQuerySet:
    """Who waits for an answer and could be let in today."""
    asked = team.join_requests.waiting().exclude(user__memberships__team=team)
    return asked.filter(user__in=candidates_for(team)).select_related("user")


def _waiting(request: JoinRequest) -> JoinRequest:
    """Raises PermissionDenied when another lead has answered, or it was taken back."""
    row = JoinRequest.objects.waiting().select_related("user").filter(pk=request.pk).first()
    if row is None:
        raise PermissionDenied
    return row
