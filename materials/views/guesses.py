"""Guesses about a material: shown to its team as guesses, with one tap to keep and one to undo."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from materials import words
from materials.models.attachment import Attachment, Reading
from materials.models.material import Material
from materials.models.subject import Subject
from materials.services import suggesting
from materials.views.acting import editable
from materials.vocabulary import Language, MaterialType
from teams.models.team import Team
from teams.typed import whole_number
from teams.views.acting import signed_in, tell

#: Materials on one page of a team's guesses.
MOST = 50


@dataclass(frozen=True)
class Guess:
    """One guess in words: the field's name, what people call it, and what we believe it is."""

    name: str
    label: str
    value: str


def in_words(guesses: dict[str, Any]) -> list[Guess]:
    """Guesses as people read them, in the order of the form."""
    labels = {
        "title": _("Title"),
        "subject": _("Subject"),
        "grades": _("Grades"),
        "material_type": _("Material type"),
        "language": _("Language"),
    }
    return [Guess(name, label, _value(name, guesses[name])) for name, label in labels.items() if name in guesses]


def _value(name: str, value: Any) -> str:
    match name:
        case "subject":
            return str(Subject.objects.filter(slug=value).first() or value)
        case "grades":
            return words.grades(value)
        case "material_type":
            return str(MaterialType(value).label)
        case "language":
            return str(Language(value).label)
        case _:
            return str(value)


def context(request: HttpRequest, material: Material, text: Material, shown: list[Attachment]) -> dict[str, Any]:
    """What a page of the team says about guesses: those that are open, those just kept, and whether more may come."""
    just = request.GET.get("kept", "").split(",")
    kept = suggesting.kept_guesses(material) if just != [""] else {}
    return {
        "guesses": in_words(suggesting.open_guesses(material, text)),
        "kept": in_words({name: value for name, value in kept.items() if name in just}),
        "reading": any(attachment.reading == Reading.WAITING for attachment in shown),
    }


@login_required
@require_POST
def answer(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/guesses/`: `do` is `keep`, `dismiss` or `undo`, for each `guess` named."""
    material = editable(request, material_id)
    names = [name for name in suggesting.FIELDS if name in request.POST.getlist("guess")]
    back = "materials:share" if request.POST.get("back") == "share" else "materials:material"
    match request.POST.get("do"):
        case "keep":
            tell(request, lambda: suggesting.keep(material, names, by=signed_in(request)), _("It is written down."))
            return redirect(f"{reverse(back, args=[material.pk])}?kept={','.join(names)}")
        case "dismiss":
            tell(request, lambda: suggesting.dismiss(material, names, by=signed_in(request)), _("We leave it out."))
        case "undo":
            tell(request, lambda: suggesting.undo(material, names, by=signed_in(request)), _("It is as it was."))
        case _:
            raise Http404
    return redirect(back, material.pk)


@login_required
def of_team(request: HttpRequest, slug: str) -> HttpResponse:
    """`/teams/<slug>/guesses/`: what the team's newest materials still lack, as after many files at once."""
    team = get_object_or_404(Team.objects.of(signed_in(request)), slug=slug)
    if request.method == "POST":
        return answer_many(request, team)
    rows = [(material, in_words(guesses)) for material, guesses in suggesting.open_in(team, most=MOST)]
    just = Material.objects.editable_by(signed_in(request)).filter(
        team=team, pk__in=numbers(request.GET.getlist("kept"))
    )
    return render(request, "materials/team_guesses.html", {"team": team, "rows": rows, "just": just})


def answer_many(request: HttpRequest, team: Team) -> HttpResponse:
    """Keeps every guess about the materials named, or takes that back; what is locked or gone is passed over."""
    user = signed_in(request)
    act = suggesting.undo if request.POST.get("do") == "undo" else suggesting.keep
    named = numbers(request.POST.getlist("material"))
    done = []
    for material in Material.objects.editable_by(user).filter(team=team, pk__in=named):
        with suppress(PermissionDenied, ValidationError):
            if act(material, suggesting.FIELDS, by=user):
                done.append(material.pk)
    address = reverse("materials:team_guesses", args=[team.slug])
    if act is suggesting.undo:
        messages.success(request, _("It is as it was."))
        return redirect(address)
    return redirect(f"{address}?{urlencode({'kept': done}, doseq=True)}")


def numbers(texts: list[str]) -> list[int]:
    return [number for text in texts[:MOST] if (number := whole_number(text)) is not None]
