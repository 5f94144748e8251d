"""The page about a form that was open too long: it gives back what was typed into it."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: Letters given back at most: more than any form takes.
MOST = 1_000_000
#: What forms say themselves: numbers, choices, names of buttons and blocks, licenses.
OF_THE_FORM = re.compile(r"[a-z0-9_:-]*|CC[A-Z0-9.-]+")


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Nothing is done. What another site has sent is not shown: its words would seem to be ours."""
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    return render(request, "403_csrf.html", {"texts": typed(request) if own else []}, status=403)


def typed(request: HttpRequest) -> list[str]:
    """The texts of a form, in its order, and none of a form with a password."""
    if any("password" in name for name in request.POST):
        return []
    fields = [(name, text) for name, texts in request.POST.lists() for text in texts]
    texts = [text for name, text in fields if name not in {"csrfmiddlewaretoken", "next"}]
    found: list[str] = []
    for text in texts:
        if not OF_THE_FORM.fullmatch(text.strip()) and sum(map(len, found)) + len(text) <= MOST:
            found.append(text)
    return found
