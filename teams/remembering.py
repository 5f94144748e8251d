"""What the access rule asks of the database about a person, asked once while they read one page."""

from collections.abc import Callable
from functools import wraps
from typing import Any


def once_a_page(ask: Callable[..., list[int]]) -> Callable[..., list[int]]:
    """For a method that is given a person: the same list again while the person only reads a page.

    What is remembered hangs on the person's instance that a reading request was given (`User.begin_page`) and goes
    with it. On any other instance, in every request that may change something, it is asked anew each time.
    What is `known` saves a question, and makes no difference to the answer.
    """

    @wraps(ask)
    def asked(self: Any, user: Any, *known: Any) -> list[int]:
        remembered: dict[str, list[int]] | None = getattr(user, "on_this_page", None)
        if remembered is None:
            return ask(self, user, *known)
        if ask.__qualname__ not in remembered:
            remembered[ask.__qualname__] = ask(self, user, *known)
        return remembered[ask.__qualname__]

    return asked
