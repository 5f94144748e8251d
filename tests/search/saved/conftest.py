"""Somebody with a saved search, at some hour."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from search.criteria import ask
from search.indexing import drain
from search.models.saved import SavedSearch
from search.saved import keeping, looking
from teams.inbox.reading import inbox_of, lines_of, seen
from teams.models.user import User
from tests.conftest import Cast

#: What takes the news of anything that was found from the colleague of the school.
LOSSES: dict[str, Callable[[Cast, Any, SavedSearch], object]] = {
    "left the school": lambda cast, *_: cast.schoolmate.employments.update(ended_on="2026-01-01"),
    "search removed": lambda cast, _, search: keeping.remove_search(search, by=cast.schoolmate),
}


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="teams.backends.LocalBackend")
    return client


def news(person: User) -> list[str]:
    """What the person is told, the newest first."""
    notices = seen(inbox_of(person), person=person).unread_first()
    return [line.text for line in lines_of(notices, person=person)]


@pytest.fixture
def brøker(cast: Cast) -> SavedSearch:
    """The search of a colleague of the school, for whom nothing is shared yet."""
    drain()
    return keeping.save_search(ask("brøker"), by=cast.schoolmate)


@pytest.fixture
def look() -> Callable[[], int]:
    """Some hours pass, the index is brought up to date, and every search is asked again."""

    def looks() -> int:
        for search in SavedSearch.objects.all():
            SavedSearch.objects.filter(pk=search.pk).update(looked_at=search.looked_at - timedelta(hours=7))
        drain()
        return looking.look_again()

    return looks
