"""People who look for something, at some day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from materials.vocabulary import Reach
from search import wanted
from search.indexing import drain
from teams.models.user import User
from tests import factories
from tests.conftest import Cast

Look = Callable[..., HttpResponse]


def browser(person: User | AnonymousUser) -> Client:
    client = Client()
    if isinstance(person, User):
        client.force_login(person, backend="teams.backends.LocalBackend")
    return client


@pytest.fixture
def look(cast: Cast) -> Look:
    """Searches as a person, in a municipality that has one material."""
    factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title="Brøker", grades=[5])
    drain()

    def looks(person: User | AnonymousUser, typed: str, **query: str) -> HttpResponse:
        response: HttpResponse = browser(person).get("/search/", {"q": typed, **query})
        assert response.status_code == 200
        return response

    return looks


@pytest.fixture
def days_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets so many days pass for the wanted list."""
    began = timezone.localdate()

    def pass_by(days: int) -> None:
        def today() -> date:
            return began + timedelta(days=days)

        monkeypatch.setattr(wanted.timezone, "localdate", today)

    return pass_by
