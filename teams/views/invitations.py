"""Links into a team: a lead makes and ends them, a colleague comes in by one."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from teams.forms import InvitationForm
from teams.models.joining import Invitation
from teams.models.team import Team
from teams.models.user import User
from teams.services import invitations
from teams.views.acting import act, back, led_team, signed_in

#: For so many seconds the browser that made a link shows it, also when the page is loaded anew.
SHOWN = 600
COOKIE = "invitation"


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """`/teams/<slug>/invitations/`: makes a link, and shows it to who has just made it.

    Its secret is kept by that browser, in a cookie of this page: not here, and in no address and no log.
    """
    team, person = led_team(request, slug), signed_in(request)
    if request.method == "GET":
        return _made(request, team, person)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("No link is made. Choose from the lists how long it works, and for how many."))
        return back(request, team)
    _invitation, token = invitations.invite(team, **form.cleaned_data, by=person)
    response = redirect(request.path)
    response.set_cookie(
        COOKIE, token, SHOWN, path=request.path, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def _made(request: HttpRequest, team: Team, person: User) -> HttpResponse:
    token = request.COOKIES.get(COOKIE, "")
    made = invitations.made_by(person, team, token)
    if made is None:
        messages.warning(request, _("There is no link to show here. Make a new one."))
        return back(request, team)
    link = request.build_absolute_uri(reverse("teams:invitation", args=[token]))
    return render(request, "teams/invitation_made.html", {"team": team, "link": link, "invitation": made})


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, invitation_id: int) -> HttpResponse:
    team, person = led_team(request, slug), signed_in(request)
    invitation = get_object_or_404(Invitation, pk=invitation_id, team=team)
    return act(request, team, lambda: invitations.revoke(invitation, by=person), _("The link works no longer."))


@login_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """`/invitations/<token>/`: asks before it lets anybody in. Who does not work at the team's schools gets 404.

    A visitor signs in first, whatever the token: nobody learns outside whether a link is real. Inside, every link that
    does not let this person in gets the same page, made up or not.
    """
    person = signed_in(request)
    found = invitations.invitation_for(token, to=person)
    if found is not None and found.team.memberships.filter(user=person).exists():
        return redirect("materials:team", slug=found.team.slug)
    if found is None or not invitations.works_for(found, person):
        return does_not_work(request)
    if request.method != "POST":
        return render(request, "teams/invitation.html", {"team": found.team, "invitation": found})
    try:
        invitations.accept(found, by=person)
    except PermissionDenied:  # somebody else took the last use meanwhile
        return does_not_work(request)
    messages.success(request, _("You are in the team %(team)s now.") % {"team": found.team})
    return redirect("materials:team", slug=found.team.slug)


def does_not_work(request: HttpRequest) -> HttpResponse:
    """One page for all of them, the same to the letter: it tells of no team, and not whether there was a link."""
    return render(request, "teams/invitation_over.html", status=404)
