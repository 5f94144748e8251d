"""Browsers of the cast, and a collection of the cast's team to look at."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from materials.collections import arranging, curating, reviewing
from materials.models.collection import Collection, Entry
from materials.models.material import Material
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.replay import Replay

Browse = Callable[[User | AnonymousUser], Client]


@pytest.fixture
def browse() -> Browse:
    """A browser in which this person is signed in, reading English."""

    def browser(person: User | AnonymousUser) -> Client:
        client = Client()
        if isinstance(person, User):
            User.objects.filter(pk=person.pk).update(language="en")
            client.force_login(person, backend="teams.backends.LocalBackend")
        return client

    return browser


@dataclass(frozen=True)
class Shelf:
    """A collection with two sections: what everyone of the school sees, and what the team alone sees."""

    collection: Collection
    open_part: Entry
    hidden_part: Entry
    heading: Entry
    hidden_heading: Entry
    open: Material
    hidden: Material


@pytest.fixture
def shelf(cast: Cast) -> Shelf:
    return shelf_again(cast)


def make_shelf(cast: Cast) -> Shelf:
    collection = curating.create_collection(team=cast.team, title="Brøker i 5.", by=cast.lead, summary="Tre uger.")
    open_one = factories.material(cast.team, cast.owner, title="Brøkdyst", reach=Reach.PUBLIC)
    hidden = factories.material(cast.team, cast.owner, title="Hemmelig prøve")
    heading = arranging.add_section(collection, "Uge 36", by=cast.lead)
    open_part = arranging.add_part(collection, open_one, by=cast.lead, note="Brug side 2.")
    hidden_heading = arranging.add_section(collection, "Prøveuge", by=cast.lead)
    hidden_part = arranging.add_part(collection, hidden, by=cast.lead, note="Spring quizzen over.")
    collection.refresh_from_db()
    return Shelf(collection, open_part, hidden_part, heading, hidden_heading, open_one, hidden)


shelf_again = Replay(make_shelf)


def share(cast: Cast, collection: Collection, reach: Reach) -> Collection:
    """As the lead and, for wide reach, an editor would."""
    if reviewing.share(collection, reach=reach, by=cast.lead):
        reviewing.approve(collection, by=cast.editor)
    collection.refresh_from_db()
    return collection


def order_of(collection: Collection) -> list[str]:
    """The lines that stand, in their order: headings by their words, parts by their titles."""
    lines = collection.entries.standing().select_related("material")
    return [line.material.title if line.material else line.text for line in lines]
