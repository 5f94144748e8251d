"""A team's page and a school's page: people below, their materials here."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.services import suggesting
from materials.team_page import (
    COLLECTIONS,
    DRAFTS,
    Asked,
    collections_of,
    drafts_of,
    lately,
    listed,
    shared_of,
    shelves_of,
)
from materials.texts import cards_for
from materials.views.closing import closed
from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User
from teams.permissions import closed_teams_known_to, may_lead, teams_known_to
from teams.services.joining import requests_to
from teams.views.members import people_of

PAGE_SIZE = 24


@login_required
def my_teams(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101
    teams = Team.objects.of(request.user).prefetch_related("schools")
    schools = School.objects.filter(employments__in=request.user.employments.current())
    return render(request, "materials/my_teams.html", {"teams": teams, "schools": schools})


@login_required
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """`/teams/<slug>/`: what this person may see of it. Who may not know of the team gets 404.

    The address of a closed team says where its materials are, to who could know the team.
    """
    assert isinstance(request.user, User)  # noqa: S101
    found = teams_known_to(request.user).prefetch_related("schools").filter(slug=slug).first()
    if found is None:
        return closed(request, get_object_or_404(closed_teams_known_to(request.user), slug=slug))
    asked, people = Asked.of(request.GET.dict()), people_of(found, request.user)
    in_team = people["is_member"] or found.is_personal
    shelves = shelves_of(shared_of(found, request.user))
    context = {
        "team": found,
        "asked": asked,
        "query": asked.query(),
        "by_subject": shelves.by_subject(asked),
        "by_grade": shelves.by_grade(asked),
        "page": paged(request, listed(found, request.user, asked, shelves)),
        "in_team": in_team,
        "asks": in_team and suggesting.asks(found),
        "waiting": requests_to(found).count() if people["leads"] else 0,
        "lately": lately(found, request.user, in_team=in_team),
        **_drafts(found, request.user, asked),
        **_collections(found, request.user, asked),
        **people,
    }
    return render(request, "materials/team.html", context)


def _drafts(found: Team, user: User, asked: Asked) -> dict[str, object]:
    """The newest drafts, beside everything; a shelf shows none, and the page of drafts shows them all."""
    if asked != Asked():
        return {"drafts": [], "more_drafts": False}
    newest = list(drafts_of(found, user).for_cards()[: DRAFTS + 1])
    return {"drafts": newest[:DRAFTS], "more_drafts": len(newest) > DRAFTS}


def _collections(found: Team, user: User, asked: Asked) -> dict[str, object]:
    """The newest collections, beside everything. Who leads the team is told how to make the first one."""
    if asked != Asked():
        return {"collections": [], "makes_collections": False}
    newest = collections_of(found, user, most=COLLECTIONS + 1)
    return {
        "collections": newest[:COLLECTIONS],
        "more_collections": len(newest) > COLLECTIONS,
        "makes_collections": may_lead(user, found),
    }


@login_required
def school(request: HttpRequest, number: str) -> HttpResponse:
    """`/schools/<number>/`: for those who work there, or at another site of the same school."""
    assert isinstance(request.user, User)  # noqa: S101
    found = School.objects.filter(number=number).first()
    if found is None or found.root_id not in School.objects.roots_of(request.user):
        raise Http404
    teams = teams_known_to(request.user).shared().filter(schools=found)
    of_school = Q(team__in=Team.objects.filter(schools=found).values("pk"))
    materials = Material.objects.visible_to(request.user).filter(of_school)
    context = {"school": found, "teams": teams, "page": paged(request, materials)}
    return render(request, "materials/school.html", context)


def paged(request: HttpRequest, materials: MaterialQuerySet) -> object:
    """A page of cards, the newest first, unless they have an order of their own."""
    ordered = materials.for_cards() if materials.query.order_by else materials.for_cards().newest_first()
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = cards_for(request.user, page.object_list)
    return page
