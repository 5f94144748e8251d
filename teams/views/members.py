"""A team's people: the page on which a lead adds, removes and promotes colleagues, and anyone leaves."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teams.forms import AddMemberForm
from teams.models.team import Team
from teams.models.user import User
from teams.permissions import may_lead, teams_known_to
from teams.roles import Role
from teams.services import memberships


@login_required
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """`/teams/<slug>/members/`: everyone who may know the team sees its people; leads may change them."""
    team = known_team(request, slug)
    person = signed_in(request)
    leads = may_lead(person, team) and not team.is_personal
    form = AddMemberForm(request.POST or None, team=team) if leads else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            user = form.cleaned_data["user"]
            return act(
                request, team, lambda: memberships.add_member(team, user, by=person), _("%s is in the team now.") % user
            )
    return render(request, "teams/members.html", {"team": team, "form": form, **people_of(team, person)})


def people_of(team: Team, person: User) -> dict[str, object]:
    """What `teams/_members.html` shows: the memberships, whether this person leads, and whether they may leave."""
    rows = list(team.memberships.select_related("user"))
    return {
        "memberships": rows,
        "leads": may_lead(person, team) and not team.is_personal,
        "is_member": any(row.user_id == person.pk for row in rows) and not team.is_personal,
    }


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
    team, person = known_team(request, slug), signed_in(request)
    user = get_object_or_404(User, pk=user_id, memberships__team=team)
    return act(
        request,
        team,
        lambda: memberships.remove_member(team, user, by=person),
        _("%s is no longer in the team.") % user,
    )


@login_required
@require_POST
def role(request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
    team, person = known_team(request, slug), signed_in(request)
    user = get_object_or_404(User, pk=user_id, memberships__team=team)
    wanted = Role.LEAD if request.POST.get("role") == "lead" else Role.MEMBER
    done = _("%s leads the team now.") if wanted == Role.LEAD else _("%s is a member now.")
    return act(request, team, lambda: memberships.change_role(team, user, role=wanted, by=person), done % user)


@login_required
@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    team, person = known_team(request, slug), signed_in(request)
    return act(request, team, lambda: memberships.remove_member(team, person, by=person), _("You have left the team."))


def act(request: HttpRequest, team: Team, change: Callable[[], object], done: str) -> HttpResponse:
    """Does it and says so, or says why not; what one may not is as if it were not there."""
    try:
        change()
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    if teams_known_to(request.user).filter(pk=team.pk).exists():
        return redirect("teams:members", slug=team.slug)
    return redirect("/")


def known_team(request: HttpRequest, slug: str) -> Team:
    return get_object_or_404(teams_known_to(signed_in(request)), slug=slug)


def signed_in(request: HttpRequest) -> User:
    """The acting person. Raises Http404 for a visitor; views also ask for sign-in before."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
