"""Words that were typed and not taken: in the person's own session until their next page shows them, once."""

from typing import Any

from django.http import HttpRequest

from teams.typed import written

KEPT = "given_back"
#: Two tabs may each have sent a form before either of them shows its answer; more than a few do not.
MOST = 3


def give_back(request: HttpRequest, typed: str) -> None:
    """Not in a message: those stand in a cookie, which is short and outlives signing out."""
    words, before = written(typed), request.session.get(KEPT, [])
    if words.strip() and words not in before:
        request.session[KEPT] = [*before, words][-MOST:]


def given_back(request: HttpRequest) -> dict[str, Any]:
    """`given_back`: the texts for this page. Whoever asks has shown them."""
    return {"given_back": lambda: request.session.pop(KEPT, [])}
