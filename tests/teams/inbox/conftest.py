"""What the tests of the inbox say often: who is told what, and who is shown it."""

from collections.abc import Callable

import pytest
from django.test import Client

from materials.models.material import Material
from materials.vocabulary import Reach
from teams.inbox.reading import inbox_of, lines_of, seen
from teams.models.user import User
from tests import factories
from tests.conftest import Cast

Shown = Callable[[User], list[str]]


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="teams.backends.LocalBackend")
    return client


@pytest.fixture
def shown() -> Shown:
    """The sentences that a person is shown, unread first."""

    def sentences(person: User) -> list[str]:
        person = User.objects.get(pk=person.pk)
        notices = seen(inbox_of(person), person=person).unread_first()
        return [line.text for line in lines_of(notices, person=person)]

    return sentences


@pytest.fixture
def material(cast: Cast) -> Material:
    return factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Brøkdyst")
