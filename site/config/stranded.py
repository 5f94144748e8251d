"""Leads on who came by a link to an address that only forms are sent to: after signing in, or changing the language."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from config.middleware import Respond

#: Patterns that fit nearly every address, whether or not there is anything at it.
FIT_ALL = {"wagtail_serve", "collections:named", "wagtail.admin.views.home.default"}


class StrandedMiddleware:
    """A browser's GET that is answered 405 goes to the nearest address above, and the page there says why.

    Scripts and other programs still get their 405: they do not ask for HTML.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        by_browser = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if response.status_code != 405 or not by_browser:
            return response
        _say_once(request)
        return HttpResponseRedirect(next(address for address in above(request.path_info) if _is_there(address)))


def above(path: str) -> Iterator[str]:
    """`/a/b/`, `/a/` and `/` for `/a/b/c/`."""
    parts = path.strip("/").split("/")[:-1]
    while parts:
        yield f"/{'/'.join(parts)}/"
        parts.pop()
    yield "/"


def _is_there(address: str) -> bool:
    """Whether some view answers it; one that takes forms alone leads on in its turn."""
    try:
        return address == "/" or resolve(address).view_name not in FIT_ALL
    except Resolver404:
        return False


def _say_once(request: HttpRequest) -> None:
    """However many addresses lead on before a page is shown."""
    said, waiting = _("That was not done. Try again."), get_messages(request)
    known = [str(message) for message in waiting]
    if isinstance(waiting, BaseStorage):
        waiting.used = False  # they have been looked at, not shown
    if said not in known:
        messages.warning(request, said)
