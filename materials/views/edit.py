"""Writing a material by plain forms: its text, its blocks, its files."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from materials.body_form import BlockDraft, drafts_from, drafts_of, rearranged, stream_of
from materials.forms import TeamForm, TextForm
from materials.markup import to_html
from materials.models.material import Material
from materials.services import drafts as writing
from materials.views.acting import attempt, base_of, editable
from materials.views.comments import by_block
from materials.views.material import files_of
from teams.models.team import Team
from teams.views.acting import signed_in


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """`/materials/new/`: a title and a team, and one is writing."""
    form = TextForm(request.POST or None)
    team = TeamForm(request.POST or None, person=signed_in(request))
    for name in [name for name in form.fields if name != "title"]:
        del form.fields[name]
    if request.method == "POST" and form.is_valid() and team.is_valid():
        made = writing.create_material(
            team=team.cleaned_data["team"], by=signed_in(request), title=form.cleaned_data["title"]
        )
        return redirect("materials:edit", made.pk)
    of_a_team = Team.objects.of(signed_in(request)).exists()
    return render(request, "materials/new.html", {"form": form, "team": team, "of_a_team": of_a_team})


@login_required
def edit(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/edit/`. Buttons that move blocks answer with the same form, saved by nothing but Save."""
    material = editable(request, material_id)
    if request.method != "POST":
        text = material.get_latest_revision_as_object()
        form = TextForm(initial=TextForm.initial_of(text))
        return form_page(request, material, text, form, drafts_of(text), base=material.latest_revision_id)
    form = TextForm(request.POST)
    blocks = rearranged(drafts_from(request.POST), request.POST.get("do", ""))
    base = base_of(request)
    started_from = material.revisions.filter(pk=base).first()
    text = started_from.as_object() if started_from else material.get_latest_revision_as_object()
    if ":" in request.POST.get("do", ""):
        return form_page(request, material, text, form, blocks, base=base, rearranged=True)
    return save(request, material, text, form, blocks, base)


def save(
    request: HttpRequest,
    material: Material,
    text: Material,
    form: TextForm,
    blocks: list[BlockDraft],
    base: int,
) -> HttpResponse:
    body = stream_of(blocks, text)
    if not form.is_valid() or body is None:
        return form_page(request, material, text, form, blocks, base=base)
    typed = form.cleaned_data
    saved = attempt(form, lambda: writing.save_text(material, by=signed_in(request), base=base, body=body, **typed))
    if saved is None:
        return form_page(request, material, text, form, blocks, base=base)
    if saved.kept_beside is not None:
        return redirect("materials:conflict", material.pk, saved.revision.pk)
    messages.success(request, _("Saved. Your team sees it; share it when others should."))
    return redirect("materials:share" if request.POST.get("do") == "share" else "materials:material", material.pk)


def form_page(
    request: HttpRequest, material: Material, text: Material, form: TextForm, blocks: list[BlockDraft], **more: Any
) -> HttpResponse:
    context = {"material": material, "text": text, "form": form, "blocks": blocks, **files_of(text), **more}
    context |= {"comments": by_block(material, text), "faulty": [block for block in blocks if block.error]}
    return render(request, "materials/edit.html", context)


@login_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What a markup becomes, as a fragment."""
    return HttpResponse(mark_safe(to_html(request.POST.get("text", ""))))  # noqa: S308 - to_html alone writes the tags


@login_required
def conflict(request: HttpRequest, material_id: int, revision_id: int) -> HttpResponse:
    """Two people saved: both texts side by side, both kept, and a way on from either."""
    material = editable(request, material_id)
    mine = material.revisions.filter(pk=revision_id, kept__isnull=False).first()
    if mine is None:
        return redirect("materials:history", material.pk)
    text, latest = mine.as_object(), material.get_latest_revision_as_object()
    context = {
        "material": material,
        "revision": mine,
        "mine": {"text": text, **files_of(text)},
        "theirs": {"text": latest, **files_of(latest)},
    }
    return render(request, "materials/conflict.html", context)
