"""A team's people: the page on which a lead adds, removes and promotes colleagues, and anyone leaves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teams.colleagues import find_colleagues
from teams.forms import AddMemberForm, AskForm, InvitationForm
from teams.models.joining import Departure, JoinRequest, Why
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.permissions import candidates_for
from teams.roles import Role
from teams.services import leaving, memberships, regretting
from teams.services.invitations import invitations_of
from teams.services.joining import requests_to
from teams.typed import whole_number, written
from teams.views.acting import act, back, known_team, led_team, signed_in, tell, tell_late

#: What the buttons of the page ask for.
ROLES = {"lead": Role.LEAD, "member": Role.MEMBER}


@login_required
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """`/teams/<slug>/members/`: everyone who may know the team sees its people; leads may change them."""
    if request.method == "POST":
        return add(request, led_team(request, slug))
    team, person = known_team(request, slug), signed_in(request)
    people = people_of(team, person)
    departure = _undone(request, team, leads=bool(people["leads"]))
    context = {"team": team, "undone": departure, "undo": _undo(departure), "handed": _handed(request, team), **people}
    if people["leads"]:
        context |= for_leads(request, team)
    elif not people["is_member"] and not team.is_personal:
        context |= {"ask": AskForm(), "asked": JoinRequest.objects.filter(team=team, user=person).first()}
    return render(request, "teams/members.html", context)


def people_of(team: Team, person: User) -> dict[str, Any]:
    """What `teams/_members.html` shows: who is in it today, whether this person leads, and whether they may leave."""
    rows = list(team.memberships.held().select_related("user"))
    mine = next((row for row in rows if row.user_id == person.pk and not team.is_personal), None)
    return {
        "memberships": rows,
        "leads": mine is not None and mine.role >= Role.LEAD,
        "is_member": mine is not None,
        "person": person,
    }


def for_leads(request: HttpRequest, team: Team) -> dict[str, Any]:
    """What a lead has to decide, who could come in, and who went out lately."""
    typed = written(request.GET.get("q"))[:100].strip()
    left = team.departures.recent().filter(user__in=candidates_for(team)).exclude(user__memberships__team=team)
    return {
        "requests": requests_to(team),
        "typed": typed,
        "found": find_colleagues(team, typed),
        "invitation_form": InvitationForm(),
        "invitations": invitations_of(team).select_related("created_by"),
        "departures": left.exclude(why=Why.LEFT).select_related("user"),
    }


def add(request: HttpRequest, team: Team) -> HttpResponse:
    form, person = AddMemberForm(request.POST, team=team), signed_in(request)
    if not form.is_valid():
        messages.error(request, _("Choose somebody who works at one of the team's schools."))
        return back(request, team)
    user = form.cleaned_data["user"]
    done = _("%(name)s is in the team now.") % {"name": user}
    return act(request, team, lambda: memberships.add_member(team, user, by=person), done)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
    return _out(request, known_team(request, slug), user_id)


@login_required
@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    return _out(request, known_team(request, slug), signed_in(request).pk)


def _out(request: HttpRequest, team: Team, user_id: int) -> HttpResponse:
    """Out of the team, and back to a page that offers the undo. A second click leads where the first does."""
    gone: list[Departure] = []
    try:
        user = _member(team, user_id)
        if not tell(request, lambda: gone.append(memberships.remove_member(team, user, by=signed_in(request))), ""):
            return back(request, team)
    except Http404:
        out = team.departures.recent().exclude(user__memberships__team=team)
        gone.append(get_object_or_404(out, user__pk=user_id, by=signed_in(request)))
    return _to_undo(team, gone[0].pk)


def _to_undo(team: Team, undo: int | str) -> HttpResponse:
    return redirect(f"{reverse('teams:members', args=[team.slug])}?undo={undo}")


@login_required
@require_POST
def take_back(request: HttpRequest, slug: str, departure_id: int) -> HttpResponse:
    """`…/members/back/<id>/`: undoes it, for the lead, or for who left a moment ago."""
    team, person = known_team(request, slug), signed_in(request)
    departure = Departure.objects.select_related("user").filter(pk=departure_id, team=team).first()
    if departure is None:
        return _undone_already(request, team)
    done = _("%(name)s is in the team again.") % {"name": departure.user}
    return act(request, team, lambda: leaving.take_back(departure, by=person), done)


def _undone_already(request: HttpRequest, team: Team) -> HttpResponse:
    """To who is in the team it is said; it says the same of what never was."""
    if not Team.objects.of(signed_in(request)).filter(pk=team.pk).exists():
        raise Http404
    tell_late(request, _("It is undone already, or can be undone no longer."))
    return back(request, team)


@login_required
@require_POST
def role(request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
    team, person = known_team(request, slug), signed_in(request)
    user = _member(team, user_id)
    wanted = ROLES.get(request.POST.get("role", ""))
    if wanted is None:
        raise Http404
    done = _("%(name)s leads the team now.") if wanted == Role.LEAD else _("%(name)s is a member now.")
    change = lambda: memberships.change_role(team, user, role=wanted, by=person)  # noqa: E731
    return act(request, team, change, done % {"name": user})


@login_required
@require_POST
def hand_over(request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
    """`…/members/<id>/lead/`: the lead in one's own place, and back to a page that offers the undo."""
    team, person = known_team(request, slug), signed_in(request)
    user = _member(team, user_id)
    try:
        done = tell(request, lambda: memberships.hand_over(team, user, by=person), "")
    except Http404:
        if regretting.successor_of(team, by=person) != user:
            raise
        done = True  # by the first of two clicks
    return _to_undo(team, "lead") if done else back(request, team)


@login_required
@require_POST
def take_lead_back(request: HttpRequest, slug: str) -> HttpResponse:
    """`…/members/lead/back/`: undoes it, for who handed it over a moment ago."""
    team, person = known_team(request, slug), signed_in(request)
    done = _("You lead the team again.")
    return act(request, team, lambda: regretting.take_lead_back(team, by=person), done)


def _member(team: Team, user_id: int) -> User:
    return get_object_or_404(Membership.objects.select_related("user"), team=team, user__pk=user_id).user


def _undone(request: HttpRequest, team: Team, *, leads: bool) -> Departure | None:
    """What was just done, when it is this person's to undo."""
    asked = whole_number(request.GET.get("undo"))
    if asked is None:
        return None
    row = team.departures.recent().select_related("user").filter(pk=asked).first()
    if row is None:
        return None
    may = leaving.may_regret(row) if row.user_id == request.user.pk else leads and row.why != Why.LEFT
    return row if may else None


def _handed(request: HttpRequest, team: Team) -> str:
    """That the lead was just handed over, while this person can undo it; an empty string otherwise."""
    asked = request.GET.get("undo") == "lead"
    successor = regretting.successor_of(team, by=signed_in(request)) if asked else None
    return _("%(name)s leads the team now, and you are a member.") % {"name": successor} if successor else ""


def _undo(departure: Departure | None) -> str:
    return reverse("teams:take_back", args=[departure.team.slug, departure.pk]) if departure else ""
