"""Schools at the desk, and which of them are sites of another."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teams.desk.forms import SchoolForm
from teams.desk.offices import office_required
from teams.desk.pages import asked, form_page, list_page, page_of
from teams.letters import has
from teams.models.school import School
from teams.services.schools import save_school
from teams.views.acting import signed_in


@require_safe
@office_required()
def schools(request: HttpRequest) -> HttpResponse:
    found = School.objects.select_related("parent")
    if query := asked(request):
        found = found.filter(has("name", query) | Q(number__startswith=query))
    shared = Count("teams", filter=Q(teams__personal_of=None), distinct=True)
    page = page_of(request, found.annotate(team_count=shared).order_by("name", "pk"))
    label = _("Name or number")
    return list_page(request, "teams/desk/schools.html", page, heading=_("Schools"), icon="home", label=label)


@office_required(operator=True)
def new_school(request: HttpRequest) -> HttpResponse:
    return _edit(request, School())


@office_required(operator=True)
def school(request: HttpRequest, school_id: int) -> HttpResponse:
    return _edit(request, get_object_or_404(School, pk=school_id))


def _edit(request: HttpRequest, edited: School) -> HttpResponse:
    heading = edited.name or _("New school")
    form = SchoolForm(request.POST or None, instance=edited)
    if request.method == "POST" and form.is_valid():
        save_school(form.save(commit=False), by=signed_in(request))
        messages.success(request, _("Saved."))
        return redirect("teams_desk:schools")
    return form_page(request, form, back="teams_desk:schools", heading=heading, icon="home")
