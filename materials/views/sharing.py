"""Who may see a material: the page on which one decides."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from materials import review, waiting_rights, words
from materials.adaptations import limits
from materials.adaptations import words as adaptation_words
from materials.adaptations.terms import allowed_licenses
from materials.forms import ReachForm, RightsForm
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services import sharing
from materials.views import guesses, standing
from materials.views.acting import attempt, base_of, editable
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Reach
from teams.views.acting import signed_in, tell

OUTCOMES = {
    sharing.Outcome.SHARED: gettext_lazy("It is shared."),
    sharing.Outcome.SUBMITTED: gettext_lazy(
        "The editors are asked. Until they have answered, nothing changes for others."
    ),
    sharing.Outcome.NARROWED: gettext_lazy("Fewer people can see it now."),
    sharing.Outcome.NARROWED_ALONE: gettext_lazy(
        "Fewer people can see it now. Somebody has changed the text since you opened the page: that is not shared yet."
    ),
}


@dataclass(frozen=True)
class Option:
    """One reach to choose, as a sentence; `reason` says why it cannot be chosen."""

    reach: Reach
    sentence: str
    reason: str
    reviewed: bool


def options_for(material: Material) -> list[Option]:
    return [
        Option(
            reach,
            words.if_shared(material, reach),
            limits.why_not(material, reach),
            reach > WIDEST_WITHOUT_REVIEW,
        )
        for reach in Reach
    ]


@login_required
def share(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/share/`: one choice, in sentences; what cannot be chosen stays visible with its reason."""
    material = editable(request, material_id)
    form = ReachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reach = form.cleaned_data["reach"]
        base = base_of(request)
        outcome = attempt(form, lambda: sharing.share(material, reach=reach, by=signed_in(request), base=base))
        if outcome is not None:
            messages.success(request, str(OUTCOMES[outcome]))
            return redirect("materials:material", material.pk)
        material = editable(request, material_id)
    text = material.get_latest_revision_as_object()
    context = {
        "material": material,
        "form": form,
        "options": options_for(material),
        **decided(request, form, material),
        "waits": standing.waiting(material),
        **guesses.context(request, material, text, Attachment.objects.shown_by(text.shown)),
    }
    return render(request, "materials/share.html", context)


def decided(request: HttpRequest, form: ReachForm, material: Material) -> dict[str, Any]:
    """What was chosen, and about which text: a newer one only once the person has been told of it."""
    overtaken = form.has_error(NON_FIELD_ERRORS, sharing.OvertakenError.code)
    chosen = form.cleaned_data.get("reach", material.reach) if form.is_bound else material.reach
    base = base_of(request) if form.is_bound and not overtaken else material.latest_revision_id
    return {"chosen": chosen, "base": base, "overtaken": overtaken}


@login_required
def set_rights(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/rights/`: on what ground it may be used; worse rights narrow the reach at once."""
    material = editable(request, material_id)
    form = RightsForm(request.POST or None, initial=waiting_rights.claim_of(material))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        waits = attempt(form, lambda: sharing.set_rights(material, by=signed_in(request), **typed))
        if waits is not None:
            messages.success(
                request, _("They are saved, and wait for an editor.") if waits else _("The rights are saved.")
            )
            return redirect("materials:share", material.pk)
    terms = limits.terms_for(material)
    why = adaptation_words.which_licenses(allowed_licenses(terms)) if terms else ""
    return render(request, "materials/rights.html", {"material": material, "form": form, "why": why})


@login_required
@require_POST
def withdraw(request: HttpRequest, material_id: int) -> HttpResponse:
    material = editable(request, material_id)
    tell(request, lambda: review.withdraw(material, by=signed_in(request)), _("It is no longer with the editors."))
    return redirect("materials:material", material.pk)
