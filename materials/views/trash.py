"""The trash of one's teams, and the way there and back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from materials.models.collection import Collection
from materials.models.material import Material
from materials.services import trash as trashing
from materials.views.acting import editable
from materials.views.teams import paged
from materials.vocabulary import TRASH_DAYS
from teams.typed import whole_number
from teams.views.acting import signed_in, tell, tell_late


@login_required
def trash_list(request: HttpRequest) -> HttpResponse:
    """`/trash/`: what my teams can still take back, and collections where I lead; what just went has its undo."""
    in_trash = Material.objects.in_trash_of(signed_in(request))
    just = request.GET.get("undo", "")
    undone = in_trash.filter(pk=whole_number(just) or 0).first()
    undo = reverse("materials:restore", args=[undone.pk]) if undone else ""
    context = {
        "page": paged(request, in_trash),
        "collections": Collection.objects.in_trash_of(request.user).select_related("team").order_by("-trashed_at"),
        "days": TRASH_DAYS,
        "undone": undone,
        "undo": undo,
    }
    return render(request, "materials/trash.html", context)


@login_required
@require_POST
def trash(request: HttpRequest, material_id: int) -> HttpResponse:
    """What a colleague has trashed meanwhile is shown there."""
    if Material.objects.in_trash_of(signed_in(request)).filter(pk=material_id).exists():
        tell_late(request, _("It is in the trash already."))
    else:
        material = editable(request, material_id)
        tell(request, lambda: trashing.trash(material, by=signed_in(request)), "")
    return redirect(f"{reverse('materials:trash_list')}?undo={material_id}")


@login_required
@require_POST
def restore(request: HttpRequest, material_id: int) -> HttpResponse:
    """What a colleague has taken out meanwhile is shown to those who could have."""
    material = Material.objects.in_trash_of(signed_in(request)).filter(pk=material_id).first()
    try:
        if material is None:
            raise PermissionDenied
        trashing.restore(material, by=signed_in(request))
    except PermissionDenied:
        editable(request, material_id)
        tell_late(request, _("It is out of the trash already."))
    else:
        messages.success(request, _("It is back."))
    return redirect("materials:material", material_id)
