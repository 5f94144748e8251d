"""What the access rule asks about a person is remembered while they read a page, and no longer."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teams.models.school import Employment, School
from teams.models.team import Team
from teams.models.user import User
from tests import factories
from tests.teams.conftest import Enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return factories.person(factories.school())


@pytest.fixture
def team(lead: User) -> Team:
    return factories.team(lead=lead, of=[School.objects.get(employments__user=lead)])


def asked_where(client: Client, address: str) -> int:
    """How often a page asks where its person works."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return sum(query["sql"].startswith('SELECT DISTINCT COALESCE("teams_school"') for query in captured)


def test_a_page_asks_once_where_its_person_works(enter: Enter, lead: User, team: Team) -> None:
    client = enter(lead)
    assert [asked_where(client, address) for address in ("/", f"/teams/{team.slug}/")] == [1, 1]


def test_the_next_page_asks_again(enter: Enter, lead: User, team: Team) -> None:
    client = enter(lead)
    assert client.get(f"/teams/{team.slug}/").status_code == 200
    Employment.objects.filter(user=lead).update(ended_on=datetime.date(2020, 1, 1))
    assert client.get(f"/teams/{team.slug}/").status_code == 404


def test_a_request_that_may_change_something_remembers_nothing(enter: Enter, lead: User) -> None:
    client = enter(lead)
    read = client.get(reverse("teams:profile"))
    wrote = client.post(reverse("teams:profile"), {})
    assert read.wsgi_request.user.on_this_page is not None
    assert wrote.wsgi_request.user.on_this_page is None


def test_outside_a_page_everything_is_asked_anew(lead: User, team: Team) -> None:
    assert Team.objects.pks_of(lead)[-1] == team.pk
    Employment.objects.filter(user=lead).delete()
    assert team.pk not in Team.objects.pks_of(lead)
    assert School.objects.roots_of(lead) == []
