"""What somebody left behind, and the team that takes it over."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from materials.collections import handing_on
from materials.services.handing_over import HandedOver, hand_over, left_by
from teams.desk.offices import office_required
from teams.models.team import Team
from teams.models.user import User
from teams.views.acting import signed_in


class HandOverForm(forms.Form):
    """The team that takes over, and whether drafts go with the rest."""

    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.open().shared(), empty_label=_("Choose …"))
    private = forms.BooleanField(
        label=_("Also what nobody but its person could see, drafts and trash included"), required=False
    )


@office_required(operator=True)
def left(request: HttpRequest, user_id: int) -> HttpResponse:
    """How much there is, and handing it over. What the team may not hold is named and stays."""
    user = get_object_or_404(User, pk=user_id)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tell(request, hand_over(user, **form.cleaned_data, by=signed_in(request)))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("materials_desk:hand_over", user.pk)
    context = {
        "heading": _("Hand the materials to a team"),
        "subtitle": user,
        "icon": "doc-full",
        "person": user,
        "form": form,
        "materials": counts(left_by, user),
        "collections": counts(handing_on.left_by, user),
    }
    return render(request, "materials/desk/hand_over.html", context)


def counts(left: Callable[..., QuerySet[Any]], person: User) -> dict[str, int]:
    """How many somebody has left, how many of these others can see, and how many they alone could."""
    every, shared = (left(person, private=private).count() for private in (True, False))
    return {"every": every, "shared": shared, "private": every - shared}


def tell(request: HttpRequest, done: HandedOver) -> None:
    said = ngettext("%(count)s material has a new team.", "%(count)s materials have a new team.", done.moved)
    messages.success(request, said % {"count": done.moved})
    if done.collections:
        said = ngettext(
            "%(count)s collection has a new team.", "%(count)s collections have a new team.", done.collections
        )
        messages.success(request, said % {"count": done.collections})
    for material, reason in done.refused:
        messages.warning(request, f"{material.title}: {reason}")
