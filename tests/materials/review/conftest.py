"""A submitted material, and browsers of those who look at it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from materials.models.material import Material
from materials.services import sharing
from materials.vocabulary import Reach
from teams.models.user import User
from teams.roles import EDITORS
from tests import factories
from tests.conftest import Cast

Browse = Callable[[User | AnonymousUser], Client]
BODY = [
    {"type": "rich_text", "value": "<p>Et langt hop.</p>", "id": "one"},
    {"type": "activity", "value": {"title": "Hop", "minutes": 20, "steps": ["Tegn", "Hop"]}, "id": "two"},
    {"type": "note", "value": "Husk kridt.", "id": "three"},
]


def again(material: Material) -> Material:
    return Material.objects.get(pk=material.pk)


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
def colleague(db: None) -> User:
    """Another editor."""
    return factories.person(offices=frozenset({EDITORS}))


@pytest.fixture
def submitted(cast: Cast) -> Material:
    """Shared with the school, and asked for the municipality by its owner."""
    made = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Hop på linjen", body=BODY)
    sharing.share(made, reach=Reach.MUNICIPALITY, by=cast.owner)
    return again(made)


@pytest.fixture
def public(cast: Cast) -> Material:
    """Shared with everyone, as an editor's approval would have it."""
    return factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title="Godkendt", body=BODY)
