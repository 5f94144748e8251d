"""Teams at the desk: the way to new ones, to other schools for one, and to a lead for one that has lost its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teams.desk.forms import AppointForm, NewTeamForm, TeamForm
from teams.desk.offices import office_required
from teams.desk.pages import asked, form_page, list_page, page_of
from teams.letters import has
from teams.models.team import Team
from teams.roles import Role
from teams.services import memberships
from teams.services.teams import create_team, edit_team
from teams.views.acting import signed_in

ICON = "folder-open-inverse"


@require_safe
@office_required()
def teams(request: HttpRequest) -> HttpResponse:
    """Every team but the personal ones, which are their persons' own."""
    leads = Count("memberships", filter=Q(memberships__role=Role.LEAD), distinct=True)
    found = Team.objects.shared().prefetch_related("schools")
    if query := asked(request):
        found = found.filter(pk__in=found.filter(has("name", query) | has("schools__name", query)))
    counted = found.annotate(people_count=Count("memberships", distinct=True), lead_count=leads)
    page = page_of(request, counted.order_by("name", "pk"))  # grouping forgets the model's own order
    label = _("Team or school")
    return list_page(request, "teams/desk/teams.html", page, heading=_("Teams"), icon=ICON, label=label)


@office_required(operator=True)
def new_team(request: HttpRequest) -> HttpResponse:
    form = NewTeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = create_team(**form.cleaned_data, lead=None, by=signed_in(request))
        messages.success(request, _("The team is made. Now give it a lead."))
        return redirect("teams_desk:team", made.pk)
    return form_page(request, form, back="teams_desk:teams", heading=_("New team"), icon=ICON)


@office_required(operator=True)
def team(request: HttpRequest, team_id: int) -> HttpResponse:
    """One team: its name and schools, who is in it, and appointing a lead."""
    found = get_object_or_404(Team.objects.open().shared(), pk=team_id)
    form = TeamForm(request.POST or None, team=found)
    if request.method == "POST" and form.is_valid():
        try:
            edit_team(found, **form.cleaned_data, by=signed_in(request))
        except ValidationError as error:
            form.add_error("schools", error.messages)
        else:
            messages.success(request, _("Saved."))
            return redirect("teams_desk:team", found.pk)
    return form_page(
        request,
        form,
        back="teams_desk:teams",
        template="teams/desk/team.html",
        heading=str(get_object_or_404(Team, pk=team_id)),
        icon=ICON,
        team=found,
        appoint=AppointForm(team=found),
        memberships=found.memberships.select_related("user"),
    )


@require_POST
@office_required(operator=True)
def appoint(request: HttpRequest, team_id: int) -> HttpResponse:
    found = get_object_or_404(Team.objects.open().shared(), pk=team_id)
    form = AppointForm(request.POST, team=found)
    if form.is_valid():
        try:
            memberships.appoint_lead(found, form.cleaned_data["user"], by=signed_in(request))
            messages.success(request, _("%(name)s leads the team now.") % {"name": form.cleaned_data["user"]})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    else:
        messages.error(request, _("Choose somebody who works at one of the team's schools."))
    return redirect("teams_desk:team", found.pk)
