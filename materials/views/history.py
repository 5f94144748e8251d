"""A material's history: every saved text, who wrote it, and the way back to it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Revision

from materials.models.material import Material
from materials.services import drafts
from materials.views.acting import editable
from materials.views.material import files_of
from teams.views.acting import signed_in, tell

PAGE_SIZE = 30


@login_required
def history(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/history/`: the texts, newest first, and the files that the latest no longer shows."""
    material = editable(request, material_id)
    revisions = material.revisions.select_related("user", "kept").order_by("-created_at", "-pk")
    page = Paginator(revisions, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = set(material.get_latest_revision_as_object().shown)
    older = [attachment for attachment in material.attachments.order_by("-pk") if attachment.pk not in shown]
    return render(request, "materials/history.html", {"material": material, "page": page, "older": older})


@login_required
def revision(request: HttpRequest, material_id: int, revision_id: int) -> HttpResponse:
    """One older text, as it was."""
    material = editable(request, material_id)
    found = revision_of(material, revision_id)
    text = found.as_object()
    return render(
        request, "materials/revision.html", {"material": material, "revision": found, "text": text, **files_of(text)}
    )


@login_required
@require_POST
def restore(request: HttpRequest, material_id: int, revision_id: int) -> HttpResponse:
    material = editable(request, material_id)
    found = revision_of(material, revision_id)
    done = _("The older text is the latest again. Share it when others should see it.")
    tell(request, lambda: drafts.restore_revision(material, found, by=signed_in(request)), done)
    return redirect("materials:material", material.pk)


def revision_of(material: Material, revision_id: int) -> Revision:
    found: Revision = get_object_or_404(material.revisions.select_related("user"), pk=revision_id)
    return found
