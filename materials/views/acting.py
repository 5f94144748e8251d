"""What views that change a material share: the material that this person may edit, and errors said at their fields."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from materials.models.material import Material
from teams.views.acting import signed_in

T = TypeVar("T")


def editable(request: HttpRequest, material_id: int) -> Material:
    """The material, if this person may change it; else it is not there."""
    return get_object_or_404(Material.objects.editable_by(signed_in(request)).for_cards(), pk=material_id)


def attempt(form: forms.Form, change: Callable[[], T]) -> T | None:
    """Does it, or puts each reason at its field and answers None, so that nothing typed is lost.

    Raises Http404 when the person may no longer change the material.
    """
    try:
        return change()
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, reasons in by_field.items():
            form.add_error(name if name in form.fields else None, reasons)
    return None
