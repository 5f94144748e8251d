"""The desk's pages about materials."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from materials import words
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.permissions import submitted_text
from materials.views.files import serve_original
from materials.views.material import files_of
from materials.vocabulary import Review
from teams import audit
from teams.desk.offices import office_required
from teams.desk.pages import asked, list_page, page_of
from teams.letters import has
from teams.views.acting import signed_in

ICON = "doc-full"


@require_safe
@office_required()
def materials(request: HttpRequest) -> HttpResponse:
    """All materials, trash and drafts included; `?q=` looks in titles and in names of teams and their persons."""
    found = Material.objects.for_cards().order_by("-pk")
    if query := asked(request):
        named = (Q(team__personal_of=None) & has("team__name", query)) | has("team__personal_of__name", query)
        found = found.filter(has("title", query) | named)
    label = _("Title or team")
    page = page_of(request, found)
    return list_page(request, "materials/desk/materials.html", page, heading=_("Materials"), icon=ICON, label=label)


@require_safe
@office_required()
def open_material(request: HttpRequest, material_id: int) -> HttpResponse:
    """One material, read only. What this person could not see as a person is written to the audit log."""
    material = opened(request, material_id)
    text = submitted_text(material) if material.review == Review.IN_REVIEW else material.get_latest_revision_as_object()
    context = {
        "heading": text.title,
        "icon": ICON,
        "material": material,
        "text": text,
        "sentences": words.who_can_see(material),
        "basis": words.basis(material),
        "sources": material.sources.direct().select_related("material"),
        **files_of(text),
    }
    return render(request, "materials/desk/material.html", context)


@require_safe
@office_required()
def file(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    attachment = get_object_or_404(Attachment.objects.select_related("material"), pk=attachment_id)
    opened(request, attachment.material_id)
    return serve_original(request, attachment)


def opened(request: HttpRequest, material_id: int) -> Material:
    material = get_object_or_404(Material.objects.for_cards(), pk=material_id)
    user = signed_in(request)
    if not Material.objects.visible_to(user).filter(pk=material.pk).exists():
        audit.record("material.open_as_office", by=user, target=material, request=request)
    return material
