"""Moving a material to another of one's teams."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from materials.forms import TeamForm
from materials.services import moving
from materials.views.acting import editable
from teams.views.acting import signed_in, tell


@login_required
def move(request: HttpRequest, material_id: int) -> HttpResponse:
    material = editable(request, material_id)
    if not moving.may_move(material, by=signed_in(request)):
        raise Http404
    form = TeamForm(request.POST or None, person=signed_in(request), initial={"team": material.team})
    if request.method == "POST" and form.is_valid():
        team = form.cleaned_data["team"]
        done = _("It belongs to %(team)s now.") % {"team": team}
        if tell(request, lambda: moving.move(material, team=team, by=signed_in(request)), done):
            return redirect("materials:material", material.pk)
    return render(request, "materials/move.html", {"material": material, "form": form})
