"""Many people look for the same at the same moment: each is counted, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from search import wanted
from search.models.wanted import Wanted, WantedBy
from teams.models.user import User
from tests.conftest import make_cast, reseed


@pytest.mark.django_db(transaction=True)
def test_all_who_look_at_once_are_counted_once(seeds_for_those_who_come_after: None) -> None:
    reseed()
    cast = make_cast()
    people = [cast.owner, cast.teammate, cast.lead, cast.schoolmate, cast.stranger]

    def looks(person: User) -> None:
        wanted.note(["vulkaner"], by=person)
        connection.close()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(looks, people * 2))
    entry = Wanted.objects.get()
    assert (entry.words, entry.times, WantedBy.objects.count()) == ("vulkaner", 5, 5)
