"""Words beside the blocks of a text: written by editors and the team, settled by the team."""

from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from materials.models.comment import BlockComment
from materials.models.material import Material
from materials.services import commenting
from materials.views.acting import editable
from teams.typed import whole_number, written
from teams.views.acting import signed_in, tell


@dataclass
class Comments:
    """The open ones: by the id of their block, and those about the whole or about a block that is gone."""

    beside: dict[str, list[BlockComment]] = field(default_factory=dict)
    whole: list[BlockComment] = field(default_factory=list)


def by_block(material: Material, text: Material) -> Comments:
    """What is not settled yet, laid out for this text. One query."""
    found, blocks = Comments(), {block.id for block in text.body}
    for comment in material.comments.open().select_related("by"):
        place = found.beside.setdefault(comment.block, []) if comment.block in blocks else found.whole
        place.append(comment)
    return found


@login_required
@require_POST
def comment(request: HttpRequest, material_id: int) -> HttpResponse:
    """From the editors' page or from the material's own; both lead back there."""
    material = get_object_or_404(Material.objects.visible_to(signed_in(request)), pk=material_id)
    block, text = request.POST.get("block", "")[:36], written(request.POST.get("text"))
    page, pk = came_from(request, material)
    said = _("The editors can read it now.") if page == "materials:material" else _("The team can read it now.")
    tell(request, lambda: commenting.comment(material, block=block, text=text, by=signed_in(request)), said, text)
    return redirect(page, pk)


def came_from(request: HttpRequest, material: Material) -> tuple[str, int]:
    """The page on which it was written: that of a report, of the review, or the material's."""
    report = whole_number(request.POST.get("report"))
    if report is not None:
        return "materials:report_page", report
    return "materials:review" if request.POST.get("back") == "review" else "materials:material", material.pk


@login_required
@require_POST
def settle(request: HttpRequest, comment_id: int) -> HttpResponse:
    """`do=resolve`, or `reopen` to undo it. The team's alone."""
    found = get_object_or_404(BlockComment.objects.select_related("material"), pk=comment_id)
    material = editable(request, found.material_id)
    if request.POST.get("do") == "reopen":
        tell(request, lambda: commenting.reopen(found, by=signed_in(request)), _("It is open again."))
        return redirect("materials:material", material.pk)
    if not tell(request, lambda: commenting.resolve(found, by=signed_in(request)), _("It is settled.")):
        raise Http404
    request.session["settled"] = found.pk
    return redirect("materials:material", material.pk)
