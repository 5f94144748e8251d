"""The one door for every byte: originals, page images, thumbnails. Who may not have it gets what is not there."""

import uuid
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from materials.bytes import Served, serve
from materials.downloads import counted
from materials.extraction.names import clean_name
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.permissions import may_read_file, text_for
from materials.zips import zip_of


@require_safe
def original(request: HttpRequest, attachment_id: int, name: str = "") -> HttpResponseBase:
    """`/files/<id>/<name>`: the file as it was uploaded; the name in the address is for people only."""
    attachment = readable(request, attachment_id)
    return counted(request, attachment.material_id, serve_original(request, attachment))


def serve_original(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    """The bytes; whoever calls has asked whether this person may have them."""
    served = Served(
        path=Path(attachment.file.path),
        content_type=attachment.content_type,
        name=attachment.name,
        etag=attachment.sha256,
        inline=attachment.safe_inline,
    )
    return serve(request, served)


@require_safe
def page_image(request: HttpRequest, attachment_id: int, number: int) -> HttpResponseBase:
    return serve_preview(request, readable(request, attachment_id), f"page-{number}.webp")


@require_safe
def thumbnail(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    return serve_preview(request, readable(request, attachment_id), "thumbnail.webp")


@require_safe
def slot(request: HttpRequest, slot: uuid.UUID) -> HttpResponse:
    """`/files/slot/<uuid>/`: the lasting link, to whichever file of the slot this person's text shows."""
    for attachment in Attachment.objects.filter(slot=slot).select_related("material").order_by("-pk"):
        if may_read_file(request.user, attachment):
            return redirect("materials:file", attachment.pk, attachment.name)
    raise Http404


@require_safe
def everything(request: HttpRequest, material_id: int) -> HttpResponseBase:
    """`/materials/<id>/files.zip`: the files that this person's text shows, and no word about others."""
    material = get_object_or_404(Material.objects.visible_to(request.user), pk=material_id)
    text = text_for(request.user, material)
    shown = Attachment.objects.shown_by(text.shown)
    attachments = [a for a in shown if a.material_id == material.pk and Path(a.file.path).is_file()]
    if not attachments:
        raise Http404
    return counted(request, material.pk, zip_of(attachments, name=f"{clean_name(text.title)}.zip"))


def readable(request: HttpRequest, attachment_id: int) -> Attachment:
    """The attachment, if this person may have it now. Raises Http404 alike for hidden and for missing ones."""
    attachment = Attachment.objects.select_related("material").filter(pk=attachment_id).first()
    if attachment is None or not may_read_file(request.user, attachment):
        raise Http404
    return attachment


def serve_preview(request: HttpRequest, attachment: Attachment, name: str) -> HttpResponseBase:
    path = settings.FILES / attachment.previews / name
    if not path.is_file():
        raise Http404
    served = Served(path, "image/webp", name, etag=f"{attachment.sha256}-{name}", inline=True)
    return serve(request, served)
