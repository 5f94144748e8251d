"""Every state of the result page has one address, which asks the same again; pages are leafed through without a gap."""

import re

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from materials.vocabulary import Reach
from search.criteria import Criteria, ask, read_criteria
from search.facets import address_of
from search.indexing import drain
from search.schema import FACETS, SORTS
from tests import factories
from tests.conftest import Cast

PIECES = ["brøk", "5.", "6. kl", "klasse", "5.-7. klasse", "mellemtrin", "kl", '"', "-", "\x00", "\n", "&q=x", "+%26"]
TYPED = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).flatmap(
    lambda pieces: st.sampled_from(["", " ", "\n\n"]).map(lambda between: between.join(pieces))
)
CHOSEN = st.lists(st.sampled_from(["5", "6", "matematik", " en  fil ", "x" * 79 + " y"]) | st.text(max_size=90))
QUESTIONS = st.builds(
    ask,
    TYPED | TYPED.map(lambda typed: typed * 300),
    filters=st.dictionaries(st.sampled_from(FACETS), CHOSEN),
    sort=st.sampled_from([*SORTS, "", "score"]),
    as_words=st.booleans(),
)


def again(criteria: Criteria) -> Criteria:
    return read_criteria(QueryDict(address_of(criteria)[1:]))


@pytest.mark.django_db
@settings(deadline=None)
@given(criteria=QUESTIONS)
def test_the_address_of_a_question_asks_it_again(criteria: Criteria) -> None:
    assert again(criteria) == criteria
    assert address_of(again(criteria)) == address_of(criteria)


@pytest.mark.django_db
@settings(deadline=None)
@given(criteria=QUESTIONS)
def test_and_so_does_the_address_with_a_choice_less(criteria: Criteria) -> None:
    for name, values in criteria.filters.items():
        fewer = criteria.narrowed(name, values[1:])
        assert again(fewer) == fewer
        assert address_of(again(fewer)) == address_of(fewer)
    assert again(criteria.unfiltered()) == criteria.unfiltered()


@pytest.fixture
def shelf(cast: Cast) -> list[int]:
    """More of the school's materials than two pages hold, some of them alike."""
    rows = [
        factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title=f"Atlas {number % 9}", grades=[5])
        for number in range(43)
    ]
    drain()
    return sorted(row.pk for row in rows)


def test_following_next_shows_every_hit_once_and_previous_leads_back(shelf: list[int], schoolmate: Client) -> None:
    for sort in SORTS:
        first = address_of(ask("atlas", filters={"grade": ["5"]}, sort=sort))
        pages = leafed(schoolmate, first, "next")
        assert ([len(hits) for hits in pages], sorted(pk for hits in pages for pk in hits)) == ([20, 20, 3], shelf), (
            sort
        )
        assert leafed(schoolmate, f"{first}&page=3", "prev") == pages[::-1], sort


CUT = "flere fund, end man kan bladre i"


def test_on_the_last_page_that_can_be_leafed_to_it_is_said_that_there_is_more(
    shelf: list[int], schoolmate: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.result_page.LAST_PAGE", 2)
    assert [len(hits) for hits in leafed(schoolmate, "?q=atlas", "next")] == [20, 20]
    first, last, beyond = (schoolmate.get(f"/search/?q=atlas&page={n}").content.decode() for n in (1, 2, 3))
    assert ("Side 1 af 2" in first, CUT in first) == (True, False)
    for page in (last, beyond):
        assert ("Side 2 af 2" in page, CUT in page, 'rel="next"' in page) == (True, True, False)
    monkeypatch.setattr("search.result_page.LAST_PAGE", 3)
    all_of_it = schoolmate.get("/search/?q=atlas&page=3").content.decode()
    assert ("Side 3 af 3" in all_of_it, CUT in all_of_it) == (True, False)


def leafed(client: Client, address: str, rel: str) -> list[list[int]]:
    """The hits of each page, for as long as a link leads on."""
    pages = []
    while address:
        content = client.get(f"/search/{address}").content.decode()
        pages.append([int(pk) for pk in re.findall(r'hit__title"><a href="/materials/(\d+)/"', content)])
        following = re.search(rf'<a href="([^"]*)" rel="{rel}">', content)
        address = following[1].replace("&amp;", "&") if following else ""
    return pages


def test_remove_all_lets_go_of_the_choices_and_of_nothing_else(schoolmate: Client, shelf: list[int]) -> None:
    query = {"q": "atlas 5. kl", "grade": "6", "language": "da", "sort": "newest"}
    assert removing_all(schoolmate, **query) == "?q=atlas&amp;sort=newest"
    assert removing_all(schoolmate, **query, words="1") == "?q=atlas+5.+kl&amp;sort=newest&amp;words=1"
    assert removing_all(schoolmate, q="atlas", grade="5") == ""
    content = schoolmate.get("/search/?q=atlas&sort=newest").content.decode()
    assert "43 materialer" in content
    assert 'class="chip"' not in content


def removing_all(client: Client, **query: str) -> str:
    link = re.search(r'<a href="([^"]*)">Fjern alle</a>', client.get("/search/", query).content.decode())
    return link[1] if link else ""
