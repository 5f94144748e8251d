"""Making an edition of one's own, seeing the editions there are, and naming what a material builds on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from materials import waiting_rights
from materials import words as material_words
from materials.adaptations import planning, words
from materials.adaptations.adapting import adapt, text_to_copy
from materials.adaptations.credits import credits_of
from materials.adaptations.forms import AdaptForm, SourceForm
from materials.adaptations.listing import editions_of
from materials.adaptations.sources import allowed_with, build_on, take_out, why_not
from materials.models.material import Material
from materials.models.source import Source
from materials.permissions import text_for
from materials.views.acting import attempt, editable
from materials.views.teams import paged
from materials.vocabulary import License
from teams.letters import has
from teams.models.team import Team
from teams.typed import whole_number
from teams.views.acting import signed_in, tell

#: Materials that are offered to build on.
MOST_FOUND = 20


@login_required
def make(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/adapt/`: which team, what the edition may carry and why, and one button."""
    user = signed_in(request)
    row = get_object_or_404(Material.objects.adaptable_by(user).for_cards(), pk=material_id)
    form = AdaptForm(request.POST or None, person=user)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = attempt(form, lambda: adapt(row, by=user, **typed))
        if made is not None:
            return redirect(f"{reverse('materials:material', args=[made.pk])}?made=1")
    mine = list(Team.objects.of(user).own_first().prefetch_related("schools"))
    there = planning.there_already(row, mine)
    plans = [planning.plan(row, team) for team in mine]
    context = {
        "material": row,
        "text": text_to_copy(row, user),
        "form": form,
        "basis": material_words.basis(row),
        "choices": [(plan, words.how_far(plan.widest), there.get(plan.team.pk)) for plan in plans],
        "chosen": chosen(request, plans),
        "met": there.get(form.cleaned_data["team"].pk) if form.is_bound and form.cleaned_data.get("team") else None,
        **(licenses(plans[0].allowed, request.POST.get("license", plans[0].first)) if plans else {}),
    }
    return render(request, "adaptations/make.html", context)


def chosen(request: HttpRequest, plans: list[planning.Plan]) -> int:
    """The team that is ticked: the one that was posted, else the usual one where it may be, else the first that may."""
    usual = planning.usual_team(signed_in(request))
    wanted = [request.POST.get("team", ""), str(usual.pk) if usual else ""]
    free = {str(plan.team.pk): plan.team.pk for plan in plans if not plan.reason}
    return next((free[team] for team in wanted if team in free), next(iter(free.values()), 0))


def licenses(allowed: frozenset[str], ticked: str) -> dict[str, Any]:
    """Why it carries what, and what there is to choose when there is a choice."""
    choices = [("", _("none named")), *License.choices]
    open_ones = [(value, label) for value, label in choices if value in allowed]
    return {
        "why": words.which_licenses(allowed),
        "licenses": open_ones if len(open_ones) > 1 else [],
        "license": ticked,
    }


@require_safe
def editions(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/editions/`: those that this person sees, as cards."""
    row = get_object_or_404(Material.objects.visible_to(request.user), pk=material_id)
    page = paged(request, editions_of(row, request.user))
    context = {"material": row, "text": text_for(request.user, row), "page": page}
    return render(request, "adaptations/editions.html", context)


@login_required
def sources(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/sources/?q=…`: what it is made from; with `?source=<id>`, what naming one more would mean."""
    row, user = editable(request, material_id), signed_in(request)
    source = wanted(request, request.POST.get("source") or request.GET.get("source"))
    form = SourceForm(request.POST or None)
    if request.method == "POST" and source is not None and form.is_valid():
        license_id = form.cleaned_data["license"]
        if attempt(form, lambda: build_on(row, source, by=user, license=license_id)) is not None:
            messages.success(request, named(row))
            return redirect("materials:sources", row.pk)
    query = request.GET.get("q", "")[:200].replace("\x00", "").strip()
    context = {
        "material": row,
        "form": form,
        "lines": credits_of(user, [row])[row.pk],
        "query": query,
        "found": found(request, row, query),
        "undone": wanted(request, request.GET.get("undo")),
        **(about(request, row, source) if source is not None else {}),
    }
    return render(request, "adaptations/sources.html", context)


def named(row: Material) -> str:
    """That a source is named now, and what is left to do where an editor has to see it first."""
    if waiting_rights.must_wait(row):
        return _("It is named now. Share the material again, so that an editor sees it.")
    return _("It is named now.")


def wanted(request: HttpRequest, typed: str | None) -> Material | None:
    """A material that the person may adapt, by its number; else it is not there."""
    number = whole_number(typed)
    if number is None:
        return None
    return get_object_or_404(Material.objects.adaptable_by(signed_in(request)).for_cards(), pk=number)


def found(request: HttpRequest, row: Material, query: str) -> list[Material]:
    """By words of the title, which are looked at first: in their index alone, and they sort out most."""
    if not query:
        return []
    named = Material.objects.exclude(pk=row.pk)
    for word in query.split()[:8]:
        named = named.filter(has("title", word))
    may = Material.objects.adaptable_by(signed_in(request)).filter(pk__in=named.values("pk"))
    return list(may.for_cards().newest_first()[:MOST_FOUND])


def about(request: HttpRequest, row: Material, source: Material) -> dict[str, Any]:
    """What the material would carry if it built on this one as well, or why it cannot."""
    allowed = allowed_with(row, source)
    return {
        "source": source,
        "source_text": text_to_copy(source, signed_in(request)),
        "basis": material_words.basis(source),
        "reason": why_not(row, source),
        "how_far": words.how_far(planning.widest_with(row, source)),
        **licenses(allowed, request.POST.get("license", row.license)),
    }


@login_required
@require_POST
def remove(request: HttpRequest, source_id: int) -> HttpResponse:
    """The team no longer says that its material builds on this; the page that follows has the way back."""
    mine = Exists(Material.objects.editable_by(signed_in(request)).filter(pk=OuterRef("adaptation")))
    source = get_object_or_404(Source.objects.direct().filter(mine, declared=True), pk=source_id)
    adaptation, gone = source.adaptation_id, source.material_id
    done = tell(request, lambda: take_out(source, by=signed_in(request)), _("It is no longer named."))
    still = done and gone is not None and Material.objects.adaptable_by(signed_in(request)).filter(pk=gone).exists()
    return redirect(f"{reverse('materials:sources', args=[adaptation])}{f'?undo={gone}' if still else ''}")
