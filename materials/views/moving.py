"""Moving a material to another of one's teams: a change of one, previewed, done and undone as changes of many are."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from materials import words
from materials.bulk import choosing
from materials.forms import TeamForm
from materials.models.bulk import BulkAction
from materials.services import moving
from materials.views.acting import attempt, editable
from teams.models.team import Team
from teams.models.user import User
from teams.views.acting import signed_in


class MoveForm(TeamForm):
    """Another of the person's teams than the one that has it."""

    def __init__(self, *args: Any, person: User, leaving: Team, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.empty_label = _("Choose …")
        field.queryset = Team.objects.of(person).exclude(pk=leaving.pk).own_first()
        self.has_choices = field.queryset.exists()


@login_required
def move(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/move/`: which team, and on to the preview, which says who sees it now and who would then."""
    material, user = editable(request, material_id), signed_in(request)
    if not moving.may_move(material, by=user):
        raise Http404
    form = MoveForm(request.POST or None, person=user, leaving=material.team)
    if request.method == "POST" and form.is_valid():
        wish = {"team": form.cleaned_data["team"].pk}
        change = attempt(form, lambda: choosing.planned([material.pk], action=BulkAction.TEAM, wish=wish, by=user))
        if change is not None:
            return redirect("bulk:change", change.pk)
    context = {"material": material, "form": form, "sentences": words.who_can_see(material)}
    return render(request, "materials/move.html", context)
