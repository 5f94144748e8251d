"""What every changing view shares: the acting person, the team one may know, and acts done or refused aloud."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from teams.given_back import give_back
from teams.models.team import Team
from teams.models.user import User
from teams.permissions import may_lead, teams_known_to


def act(request: HttpRequest, team: Team, change: Callable[[], object], done: str, typed: str = "") -> HttpResponse:
    """Does it and says so, or says why not; then back to the team's people, or home from a team that is not ours."""
    tell(request, change, done, typed)
    return back(request, team)


def tell(request: HttpRequest, change: Callable[[], object], done: str, typed: str = "") -> bool:
    """Does it and says so, if there is something to say, or says why not. What one may not do is not there.

    `typed` are the person's own words: what is refused is given back.
    """
    try:
        change()
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        give_back(request, typed)
        return False
    if done:
        messages.success(request, done)
    return True


def tell_late(request: HttpRequest, said: str, typed: str = "") -> None:
    """Somebody else was faster: says so, and gives back what was typed."""
    messages.warning(request, said)
    give_back(request, typed)


def back(request: HttpRequest, team: Team) -> HttpResponse:
    if teams_known_to(request.user).filter(pk=team.pk).exists():
        return redirect("teams:members", slug=team.slug)
    return redirect("/")


def known_team(request: HttpRequest, slug: str) -> Team:
    """The team, if this person may know of it; else it is not there."""
    return get_object_or_404(teams_known_to(signed_in(request)), slug=slug)


def led_team(request: HttpRequest, slug: str) -> Team:
    """The shared team, if this person leads it."""
    team = known_team(request, slug)
    if team.is_personal or not may_lead(signed_in(request), team):
        raise Http404
    return team


def signed_in(request: HttpRequest) -> User:
    """The acting person. Raises Http404 for a visitor; views also ask for sign-in before."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
