"""What every changing view shares: the material that this person may edit, and errors said on the page."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from materials.models.material import Material
from teams.models.user import User

T = TypeVar("T")


def person(request: HttpRequest) -> User:
    """The acting person; a visitor finds nothing here."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def editable(request: HttpRequest, material_id: int) -> Material:
    """The material, if this person may change it; else it is not there."""
    return get_object_or_404(Material.objects.editable_by(person(request)).for_cards(), pk=material_id)


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


def tell(request: HttpRequest, change: Callable[[], object], done: str) -> bool:
    """Does it and says so, if there is something to say, or says why not. What one may not do is not there."""
    try:
        change()
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    if done:
        messages.success(request, done)
    return True
