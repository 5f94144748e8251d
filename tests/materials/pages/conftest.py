"""Browsers of the cast, and a shared material to look at."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from materials.models.material import Material
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast

Browse = Callable[[User | AnonymousUser], Client]


@pytest.fixture
def browse() -> Browse:
    """A browser in which this person is signed in, reading English."""

    def browser(person: User | AnonymousUser) -> Client:
        client = Client(headers={"accept-language": "en"})
        if isinstance(person, User):
            User.objects.filter(pk=person.pk).update(language="en")
            client.force_login(person, backend="teams.backends.LocalBackend")
        return client

    return browser


@pytest.fixture
def shared(cast: Cast) -> Material:
    """Shared with the school, with every type of block that needs no file."""
    return factories.material(
        cast.team,
        cast.owner,
        reach=Reach.SCHOOL,
        title="Brøker på tallinjen",
        summary="Vi hopper.",
        tags=["brøk"],
        grades=[4, 5],
        body=[
            {"type": "rich_text", "value": "<h2>Hop</h2><p>Et <b>langt</b> hop.</p>", "id": "one"},
            {"type": "activity", "value": {"title": "Hop", "minutes": 20, "steps": ["Tegn", "Hop"]}, "id": "two"},
            {"type": "note", "value": "Husk kridt.", "id": "three"},
        ],
    )
