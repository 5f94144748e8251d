"""Housekeeping forgets: people after thirty days, what one person alone wanted with them, the rest after a year."""

from collections.abc import Callable

from django.core.management import call_command

from search.models.wanted import Wanted, WantedBy
from tests.conftest import Cast
from tests.search.wanted.conftest import Look

Later = Callable[[int], None]


def test_people_are_forgotten_after_thirty_days_and_what_they_shared_is_kept(
    cast: Cast, look: Look, days_later: Later
) -> None:
    for person, typed in [(cast.owner, "vulkaner"), (cast.stranger, "vulkaner"), (cast.owner, "ubåde")]:
        look(person, typed)
    days_later(29)
    call_command("housekeep")
    assert (WantedBy.objects.count(), Wanted.objects.count()) == (3, 2)
    days_later(30)
    call_command("housekeep")
    assert WantedBy.objects.count() == 0
    assert Wanted.objects.get().words == "vulkaner"


def test_what_nobody_wanted_for_a_year_is_gone(cast: Cast, look: Look, days_later: Later) -> None:
    look(cast.owner, "vulkaner")
    look(cast.stranger, "vulkaner")
    days_later(364)
    call_command("housekeep")
    assert Wanted.objects.count() == 1
    days_later(365)
    call_command("housekeep")
    assert Wanted.objects.count() == 0
