"""The door to the editors' desk under /admin/: who may enter, and who may change what is there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from teams.models.user import User

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


def office_required(
    *, operator: bool = False
) -> Callable[[Callable[Concatenate[HttpRequest, P], R]], Callable[Concatenate[HttpRequest, P], R]]:
    """Editors and operators may enter, or operators alone; for everyone else the page is not there."""

    def wrap(view: Callable[Concatenate[HttpRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
            user = request.user
            if not isinstance(user, User) or not (user.is_operator or (user.is_editor and not operator)):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded  # type: ignore[return-value]  # `wraps` hides that the signature is the same

    return wrap
