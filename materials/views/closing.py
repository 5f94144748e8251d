"""Closing a team: what would happen, doing it, and what its address says afterwards."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from materials import words
from materials.collections import handing_on
from materials.services import closing
from materials.views.acting import attempt
from teams.models.team import Team
from teams.models.user import User
from teams.permissions import closed_teams_known_to, may_lead, teams_known_to
from teams.views.acting import led_team, signed_in, tell


class CloseForm(forms.Form):
    """The team that takes the materials over: another of the lead's own."""

    team = forms.ModelChoiceField(
        label=gettext_lazy("The team that takes the materials over"),
        queryset=Team.objects.none(),
        empty_label=gettext_lazy("Choose …"),
        to_field_name="slug",
    )

    def __init__(self, *args: object, closing: Team, user: User, needed: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Team.objects.of(user).shared().exclude(pk=closing.pk).prefetch_related("schools")
        field.required = needed


@login_required
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """`/teams/<slug>/close/?team=…`: names what would happen; a POST of the same does it, once for two clicks."""
    try:
        return _close(request, slug)
    except Http404:
        mine = closed_teams_known_to(signed_in(request)).filter(closed_by=signed_in(request))
        return redirect("materials:team", get_object_or_404(mine, slug=slug).slug)


def _close(request: HttpRequest, slug: str) -> HttpResponse:
    team = led_team(request, slug)
    going, collections = closing.of_team(team).count(), handing_on.of_team(team).count()
    data = request.POST or (request.GET if "team" in request.GET else None)
    form = CloseForm(data, closing=team, user=signed_in(request), needed=going + collections > 0)
    to = form.cleaned_data["team"] if form.is_bound and form.is_valid() else None
    if request.method == "POST" and form.is_valid():
        number = attempt(form, lambda: closing.close_team(team, to=to, by=signed_in(request)))
        if number is not None:
            return redirect("materials:team", team.slug)
    plan = closing.plan(team, to) if to else None
    context = {
        "team": team,
        "form": form,
        "to": to,
        "plan": plan,
        "schools": words.schools(to) if to else "",
        "going": going,
        "collections": collections,
        "choices": _has_others(form),
    }
    return render(request, "materials/close_team.html", context)


def _has_others(form: CloseForm) -> bool:
    field = form.fields["team"]
    return isinstance(field, forms.ModelChoiceField) and field.queryset is not None and field.queryset.exists()


def closed(request: HttpRequest, team: Team) -> HttpResponse:
    """What the address of a closed team says. Where its materials went is named to those who may know that team."""
    user = signed_in(request)
    known = teams_known_to(user) | closed_teams_known_to(user)
    successor = known.filter(pk=team.went_to_id).first() if team.went_to_id else None
    context = {"team": team, "successor": successor, "may_reopen": closing.may_reopen(user, team)}
    return render(request, "materials/closed_team.html", context)


@login_required
@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    team = get_object_or_404(Team.objects.shared(), slug=slug)
    back: list[int] = []
    if team.closed_at is None and may_lead(signed_in(request), team):  # since the first of two clicks
        return redirect("materials:team", team.slug)
    if not closing.may_reopen(signed_in(request), team):
        raise Http404
    if tell(
        request, lambda: back.append(closing.reopen_team(team, by=signed_in(request))), _("The team is open again.")
    ):
        said = ngettext("%(count)s material is back.", "%(count)s materials are back.", back[0])
        messages.success(request, said % {"count": back[0]})
    return redirect("materials:team", team.slug)
