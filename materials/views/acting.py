"""What views that change a material share: the material that this person may edit, and what is said of errors."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from materials.models.material import Material
from teams.typed import whole_number
from teams.views.acting import signed_in, tell_late

T = TypeVar("T")


def editable(request: HttpRequest, material_id: int) -> Material:
    """The material, if this person may change it; else it is not there."""
    return get_object_or_404(Material.objects.editable_by(signed_in(request)).for_cards(), pk=material_id)


def base_of(request: HttpRequest) -> int:
    """The revision that the person started from; 0, which meets every other, when the form does not say."""
    return whole_number(request.POST.get("base")) or 0


def waits_no_more(request: HttpRequest) -> HttpResponse:
    """To the queue with what an editor typed too late. It says the same of what has never waited."""
    typed = request.POST.get("reason") or request.POST.get("note", "")
    tell_late(request, _("It does not wait for review any more."), typed)
    return redirect("materials:queue")


def attempt(form: forms.Form, change: Callable[[], T]) -> T | None:
    """Does it, or puts each reason at its field and answers None, so that nothing typed is lost.

    Raises Http404 when the person may no longer change the material.
    """
    try:
        return change()
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        by_field = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
        for name, reasons in by_field.items():
            form.add_error(name if name in form.fields else None, reasons)
    return None
