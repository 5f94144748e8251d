"""Adding, replacing and taking out files, from the edit page."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from materials.models.attachment import Attachment
from materials.services import files
from materials.services.files import StagedFile
from materials.staging import staged
from materials.views.acting import editable
from teams.views.acting import signed_in, tell


@login_required
@require_POST
def add(request: HttpRequest, material_id: int) -> HttpResponse:
    """Each file for itself: one that cannot be taken says why, the others are added."""
    material, user = editable(request, material_id), signed_in(request)
    for upload in request.FILES.getlist("files"):
        done = _("%(name)s is added.") % {"name": upload.name}
        tell(request, staging(upload, lambda file: files.add_files(material, [file], by=user)), done)
    return redirect("materials:edit", material.pk)


@login_required
@require_POST
def replace(request: HttpRequest, attachment_id: int) -> HttpResponse:
    attachment, user = editable_file(request, attachment_id), signed_in(request)
    for upload in request.FILES.getlist("files")[:1]:
        done = _("%(name)s is in its place. The older file is in the history.") % {"name": upload.name}
        tell(request, staging(upload, lambda file: files.replace_file(attachment, file, by=user)), done)
    return redirect("materials:edit", attachment.material_id)


@login_required
@require_POST
def remove(request: HttpRequest, attachment_id: int) -> HttpResponse:
    attachment = editable_file(request, attachment_id)
    done = _("%(name)s is taken out. It is still in the history.") % {"name": attachment.name}
    tell(request, lambda: files.remove_file(attachment, by=signed_in(request)), done)
    return redirect("materials:edit", attachment.material_id)


def staging(upload: UploadedFile[bytes], change: Callable[[StagedFile], object]) -> Callable[[], None]:
    """The change, ready to be made with what came, which is staged for as long as it takes."""

    def staged_change() -> None:
        with staged(upload) as file:
            change(file)

    return staged_change


def editable_file(request: HttpRequest, attachment_id: int) -> Attachment:
    attachment = get_object_or_404(Attachment.objects.select_related("material"), pk=attachment_id)
    editable(request, attachment.material_id)
    return attachment
