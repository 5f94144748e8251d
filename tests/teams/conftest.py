"""The browser of a signed-in person, for tests of people and teams."""

from collections.abc import Callable

import pytest
from django.test import Client

from teams.models.user import User

Enter = Callable[[User], Client]


@pytest.fixture
def enter() -> Enter:
    """Signs a person in."""

    def signed_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="teams.backends.LocalBackend")
        return client

    return signed_in
