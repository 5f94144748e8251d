"""A team's page and a school's page: people below, their materials here."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.services import suggesting
from materials.texts import cards_for
from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User
from teams.permissions import teams_known_to
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
    """`/teams/<slug>/`: what this person may see of it. Who may not know of the team gets 404."""
    assert isinstance(request.user, User)  # noqa: S101
    found = get_object_or_404(teams_known_to(request.user).prefetch_related("schools"), slug=slug)
    materials = Material.objects.visible_to(request.user).filter(team=found)
    people = people_of(found, request.user)
    asks = Team.objects.of(request.user).filter(pk=found.pk).exists() and suggesting.asks(found)
    context = {"team": found, "page": paged(request, materials), "asks": asks, **people}
    return render(request, "materials/team.html", context)


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
    ordered = materials.for_cards().newest_first()
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = cards_for(request.user, page.object_list)
    return page
