"""The desk's page of what is wanted: for editors and operators, without who, and with something to do about it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.models.alias import Alias
from search.models.wanted import Wanted
from teams.models.audit import AuditEntry
from tests.conftest import Cast
from tests.search.wanted.conftest import Look, browser

PAGE = "/admin/words/wanted/"


@pytest.fixture
def entry(db: None) -> Wanted:
    return Wanted.objects.create(key="a", words="vulkaner", times=2, last_on=date(2026, 11, 2))


def test_editors_and_operators_see_what_two_people_wanted(cast: Cast, look: Look) -> None:
    for person, typed in [(cast.owner, "vulkaner"), (cast.stranger, "vulkaner"), (cast.owner, "hemmeligt")]:
        look(person, typed)
    for office in (cast.editor, cast.operator):
        content = browser(office).get(PAGE).content.decode()
        assert 'href="/search/?q=vulkaner&amp;words=1"' in content
        assert "hemmelig" not in content


@pytest.mark.parametrize("who", ["owner", "lead", "schoolmate", "stranger", "ex_member", "visitor"])
def test_a_teacher_gets_what_the_other_pages_of_the_desk_give(cast: Cast, entry: Wanted, who: str) -> None:
    client = browser(getattr(cast, who))
    expected = 302 if who == "visitor" else 404
    assert client.get(PAGE).status_code == client.get("/admin/words/").status_code == expected
    client.post(f"{PAGE}{entry.pk}/dismiss/")
    assert not Wanted.objects.get().dismissed


def test_what_one_person_wanted_cannot_be_reached_by_its_number(cast: Cast) -> None:
    alone = Wanted.objects.create(key="b", times=1, last_on=date(2026, 11, 2))
    assert browser(cast.editor).post(f"{PAGE}{alone.pk}/dismiss/").status_code == 404


def test_it_is_put_away_and_put_back(cast: Cast, entry: Wanted) -> None:
    client = browser(cast.editor)
    client.post(f"{PAGE}{entry.pk}/dismiss/")
    assert "q=vulkaner" not in client.get(PAGE).content.decode()
    assert "q=vulkaner" in client.get(PAGE, {"dismissed": "1"}).content.decode()
    client.post(f"{PAGE}{entry.pk}/put-back/")
    assert "q=vulkaner" in client.get(PAGE).content.decode()
    assert list(AuditEntry.objects.values_list("action", flat=True)[:2]) == ["wanted.put_back", "wanted.dismiss"]


def test_it_leads_to_the_form_of_other_words_filled_in_and_is_put_away_by_it(cast: Cast, look: Look) -> None:
    look(cast.owner, "vulkaner")
    look(cast.stranger, "vulkaner")
    client = browser(cast.editor)
    assert 'href="/admin/words/?words=vulkaner"' in client.get(PAGE).content.decode()
    assert 'value="vulkaner"' in client.get("/admin/words/?words=vulkaner").content.decode()
    client.post("/admin/words/add/", {"words": "Vulkaner", "means": "brøker"})
    assert Alias.objects.filter(words="Vulkaner").exists()
    assert Wanted.objects.get().dismissed


def test_looking_it_up_from_the_desk_is_not_wanting_it(cast: Cast, entry: Wanted, look: Look) -> None:
    assert "0 materialer" in look(cast.editor, "vulkaner", words="1").content.decode()
    assert Wanted.objects.get().times == 2


def test_the_most_wanted_come_first_in_a_fixed_number_of_queries(cast: Cast, entry: Wanted) -> None:
    client = browser(cast.editor)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    Wanted.objects.bulk_create(
        Wanted(key=f"k{n}", words=f"ord {n}", times=n, last_on=date(2026, 11, 1)) for n in range(2, 120)
    )
    with CaptureQueriesContext(connection) as many:
        content = client.get(PAGE).content.decode()
    assert len(many) == len(few)
    assert content.index("ord 119") < content.index("ord 118")
    assert "?page=2" in content
    assert "vulkaner" in client.get(PAGE, {"page": "3"}).content.decode()


def test_an_empty_page_says_what_it_is_for(cast: Cast) -> None:
    content = browser(cast.editor).get(PAGE).content.decode()
    assert "Når to har søgt efter det samme" in content
    assert f'href="{PAGE}"' in browser(cast.editor).get("/admin/words/").content.decode()
