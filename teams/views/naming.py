"""A team's name, and the way to closing it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from teams.forms import TeamNameForm
from teams.models.team import Team
from teams.services.teams import rename
from teams.views.acting import led_team, signed_in, tell


@login_required
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """`/teams/<slug>/edit/`, for its lead. The address stays: people have it in their notes."""
    team = led_team(request, slug)
    form = TeamNameForm(request.POST or None, instance=Team.objects.get(pk=team.pk))
    if request.method == "POST" and form.is_valid():
        tell(request, lambda: rename(team, name=form.cleaned_data["name"], by=signed_in(request)), _("Saved."))
        return redirect("materials:team", slug=team.slug)
    return render(request, "teams/edit.html", {"team": team, "form": form, "schools": team.schools.all()})
