"""What is noted of a search without a result: never who, and not even the words before a second person types them."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client

from search import wanted
from search.engines.choosing import engine
from search.models.wanted import Wanted, WantedBy
from tests.conftest import Cast
from tests.search.wanted.conftest import Look, browser


def listed() -> dict[str, int]:
    return dict(Wanted.objects.of_several().values_list("words", "times"))


def everything_kept() -> str:
    """All that the database holds in the tables of the list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM search_wanted")
        rows = cursor.fetchall()
        cursor.execute("SELECT * FROM search_wantedby")
        return str(rows + cursor.fetchall())


def test_two_people_make_it_seen_in_any_order_and_spelling(cast: Cast, look: Look) -> None:
    look(cast.owner, "Vulkaner i Ødemarken")
    look(cast.stranger, "oedemarken vulkaner")
    assert listed() == {"oedemarken vulkaner": 2}


def test_what_one_person_types_is_not_in_the_database_however_often(cast: Cast, look: Look) -> None:
    for _ in range(3):
        look(cast.owner, "hemmeligt ord")
    assert listed() == {}
    assert (Wanted.objects.get().times, WantedBy.objects.count()) == (1, 1)
    assert "hemmelig" not in everything_kept()


def test_nobody_is_named_and_two_searches_of_one_person_have_nothing_alike(cast: Cast, look: Look) -> None:
    look(cast.owner, "vulkaner")
    look(cast.owner, "ubåde")
    first, second = WantedBy.objects.values_list("who", flat=True)
    assert first != second
    assert {len(first), len(second)} == {64}
    assert cast.owner.subject not in everything_kept()


def test_a_visitor_is_nobody(cast: Cast, look: Look) -> None:
    look(cast.visitor, "vulkaner")
    assert Wanted.objects.count() == 0
    look(cast.owner, "vulkaner")
    look(cast.visitor, "vulkaner")
    assert (listed(), WantedBy.objects.count()) == ({}, 1)


def test_a_person_counts_again_after_thirty_days(cast: Cast, look: Look, days_later: Callable[[int], None]) -> None:
    look(cast.owner, "vulkaner")
    look(cast.teammate, "vulkaner")
    for days, times in [(29, 2), (30, 3), (31, 3)]:
        days_later(days)
        look(cast.owner, "vulkaner")
        assert listed() == {"vulkaner": times}, days


def test_one_person_twice_over_the_months_is_not_two(cast: Cast, look: Look, days_later: Callable[[int], None]) -> None:
    look(cast.owner, "vulkaner")
    days_later(40)
    look(cast.owner, "vulkaner")
    assert listed() == {}


@pytest.mark.parametrize(
    "typed",
    [
        "010203-1234",
        "elev 010203 1234",
        "ring 12 34 56 78",
        "+45 12345678",
        "\uff11\uff12\uff13\uff14\uff15\uff16",
        "mor@skole.dk",
        "https://skole.dk/x",
        "min elev har det svært med brøker",
        '"vulkaner og lava og aske og damp og gas og ild og jord"',
        "vulkaner -lava",
        "i og på",
        "x",
        "x" * 81 + " " + "y" * 20,
    ],
)
def test_what_points_at_a_person_or_is_no_name_of_a_thing_is_not_kept(cast: Cast, look: Look, typed: str) -> None:
    for person in (cast.owner, cast.stranger):
        assert "fortæller vi redaktørerne" not in look(person, typed).content.decode()
    assert Wanted.objects.count() == 0


@pytest.mark.parametrize(
    "query", [{"q": "brøker"}, {"subject": "musik"}, {"page": "2"}, {"words": "1"}, {"grade": "9"}]
)
def test_only_a_plain_first_page_without_a_result_counts(cast: Cast, look: Look, query: dict[str, str]) -> None:
    browser(cast.owner).get("/search/", {"q": "vulkaner", **query})
    assert Wanted.objects.count() == 0


def test_typed_grades_are_aside_and_where_other_grades_have_it_nothing_is_missing(cast: Cast, look: Look) -> None:
    look(cast.owner, "brøker 9. kl")
    assert Wanted.objects.count() == 0
    look(cast.owner, "vulkaner 9. kl")
    look(cast.stranger, "vulkaner mellemtrin")
    assert listed() == {"vulkaner": 2}


def test_neither_the_database_nor_the_command_nor_what_is_fetched_ahead_counts(cast: Cast, look: Look) -> None:
    call_command("find", "vulkaner", "--as", cast.owner.subject)
    browser(cast.owner).head("/search/?q=vulkaner")
    browser(cast.owner).get("/search/?q=vulkaner", headers={"Sec-Purpose": "prefetch"})
    browser(cast.owner).get("/search/offer/?q=vulkaner")
    engine().remove()
    look(cast.owner, "vulkaner")
    assert Wanted.objects.count() == 0


def test_a_database_that_is_locked_fails_no_search(
    cast: Cast, look: Look, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(*args: object, **more: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(wanted, "note", locked)
    assert "0 materialer" in look(cast.owner, "vulkaner").content.decode()
    assert "OperationalError" in caplog.text
    assert "vulkaner" not in caplog.text


def test_the_page_says_that_it_is_told_and_not_to_visitors(cast: Cast, look: Look) -> None:
    assert "fortæller vi redaktørerne" in look(cast.owner, "vulkaner").content.decode()
    assert "fortæller vi redaktørerne" not in look(cast.visitor, "vulkaner").content.decode()
    assert Client().get("/search/?q=vulkaner").status_code == 200
