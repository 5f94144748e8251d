"""A material's page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from materials import access, words
from materials.adaptations.credits import credits_of
from materials.adaptations.listing import first_editions
from materials.extraction.libreoffice import find_libreoffice
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.paging import Stretch
from materials.permissions import Sight, sight_of, text_for
from materials.pictures import size_of
from materials.services.moving import may_move
from materials.views import guesses, standing
from teams.models.user import User


@require_safe
def material(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/`: the text that this person sees, its files, and who else sees it."""
    row = get_object_or_404(Material.objects.visible_to(request.user).for_cards(), pk=material_id)
    sight = sight_of(request.user, row)
    text = text_for(request.user, row)
    team = sight == Sight.TEAM
    files = files_of(text)
    editions, more_editions = first_editions(row, request.user)
    return render(
        request,
        "materials/material.html",
        {
            "material": row,
            "text": text,
            "of_team": team,
            "movable": team and isinstance(request.user, User) and may_move(row, by=request.user),
            "sentences": words.who_can_see(row) if team else words.who_can_see(row)[:1],
            "basis": words.basis(row),
            "credits": credits_of(request.user, [row])[row.pk],
            "editions": editions,
            "more_editions": more_editions,
            "adaptable": is_adaptable(row, request.user),
            "just_made": team and "made" in request.GET and row.sources.exists(),
            "author": row.created_by if named(row) or request.user.is_authenticated else None,
            "no_libreoffice": find_libreoffice() is None,
            **files,
            **standing.context(request, row, text, sight),
            **(guesses.context(request, row, text, files["all_files"]) if team else {}),
        },
    )


def is_adaptable(material: Material, user: access.type_of_person) -> bool:
    return isinstance(user, User) and Material.objects.adaptable_by(user).filter(pk=material.pk).exists()


def named(material: Material) -> bool:
    """Visitors read a teacher's name only when that teacher has said yes."""
    return material.created_by.show_name


def files_of(text: Material) -> dict[str, Any]:
    """`files`: attachments that no block of the body shows; `by_slot`: all that this text shows, for the blocks."""
    shown = [a for a in Attachment.objects.shown_by(text.shown) if a.material_id == text.pk]
    in_body = {block.value["slot"] for block in text.body if block.block_type in {"image", "attachment"}}
    return {
        "files": [attachment for attachment in shown if str(attachment.slot) not in in_body],
        "all_files": shown,
        "by_slot": {str(attachment.slot): attachment for attachment in shown},
    }


@require_safe
def pages(request: HttpRequest, material_id: int, attachment_id: int) -> HttpResponse:
    """`/materials/<id>/pages/<attachment>/?from=1`: a stretch of a file page by page, image and text."""
    row = get_object_or_404(Material.objects.visible_to(request.user), pk=material_id)
    text = text_for(request.user, row)
    shown = files_of(text)["all_files"]
    attachment = next((a for a in shown if a.pk == attachment_id), None)
    attachment = attachment or get_object_or_404(Attachment.objects.none())
    stretch = Stretch.asked(request.GET.get("from", ""))
    read = list(attachment.pages.filter(number__range=(stretch.first, stretch.last)))
    more = attachment.pages.filter(number__gt=stretch.last).exists()
    context = {
        "material": row,
        "text": text,
        "attachment": attachment,
        "pages": read,
        "stretch": stretch,
        "more": more,
        "size": size_of(attachment),
    }
    return render(request, "materials/pages.html", context)
