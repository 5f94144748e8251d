"""Closing a team at the desk, and opening it again: for teams that nobody leads, or whose lead asks for help."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from materials.collections import handing_on
from materials.services import closing
from teams.desk.offices import office_required
from teams.models.team import Team
from teams.views.acting import signed_in, tell


class HandOnForm(forms.Form):
    """Any other team; none for a team that has nothing."""

    team = forms.ModelChoiceField(
        label=gettext_lazy("The team that takes the materials over"),
        queryset=Team.objects.none(),
        empty_label=gettext_lazy("Choose …"),
        required=False,
    )

    def __init__(self, *args: object, closing: Team, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Team.objects.open().shared().exclude(pk=closing.pk)


@office_required(operator=True)
def close(request: HttpRequest, team_id: int) -> HttpResponse:
    """How much there is, and closing or opening. What the other team may not hold is named, and nothing happens.

    What is asked, not the other of what is: a second click changes nothing.
    """
    team = get_object_or_404(Team.objects.shared().select_related("went_to"), pk=team_id)
    if request.method == "POST" and (request.POST.get("do") == "open") != bool(team.closed_at):
        return redirect("materials_desk:close_team", team.pk)
    if team.closed_at:
        return reopen(request, team)
    form = HandOnForm(request.POST or None, closing=team)
    if request.method == "POST" and form.is_valid():
        try:
            number = closing.close_team(team, to=form.cleaned_data["team"], by=signed_in(request))
        except ValidationError as error:
            form.add_error("team", error.messages)
        except PermissionDenied:  # closed by the first of two clicks
            return redirect("materials_desk:close_team", team.pk)
        else:
            said = ngettext("%(count)s material has a new team.", "%(count)s materials have a new team.", number)
            messages.success(request, said % {"count": number})
            return redirect("materials_desk:close_team", team.pk)
    number = closing.of_team(team).count()
    return _page(request, team, form=form, number=number, collections=handing_on.of_team(team).count())


def reopen(request: HttpRequest, team: Team) -> HttpResponse:
    may = closing.may_reopen(signed_in(request), team)
    if request.method == "POST":
        if not may:
            raise Http404
        tell(request, lambda: closing.reopen_team(team, by=signed_in(request)), _("The team is open again."))
        return redirect("teams_desk:team", team.pk)
    return _page(request, team, may_reopen=may)


def _page(request: HttpRequest, team: Team, **said: object) -> HttpResponse:
    context = {"heading": _("Close the team"), "subtitle": team, "icon": "folder-open-inverse", "team": team, **said}
    return render(request, "materials/desk/close_team.html", context)
