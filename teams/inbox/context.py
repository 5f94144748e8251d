"""What the frame of every page says about the inbox."""

from functools import cache
from typing import Any

from django.http import HttpRequest

from teams.inbox.reading import count_unread
from teams.models.user import User


def inbox(request: HttpRequest) -> dict[str, Any]:
    """`unread`: how many notices wait for the person. Counted once a page, and only where a template asks."""
    person = getattr(request, "user", None)

    @cache
    def unread() -> int:
        return count_unread(person) if isinstance(person, User) else 0

    return {"unread": unread}
