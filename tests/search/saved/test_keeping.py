"""Saving a search by one button, naming it, and taking back what was removed; each only one's own."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from search.criteria import ask
from search.models.saved import SavedSearch
from search.saved import keeping
from teams.models.user import User
from tests.conftest import Cast
from tests.search.saved.conftest import browser


def names(person: User) -> list[str]:
    return [search.name for search in SavedSearch.objects.of(person)]


def test_one_button_saves_the_search_of_the_page(cast: Cast) -> None:
    client = browser(cast.owner)
    content = client.get("/search/", {"q": "brøker 5. kl", "subject": "matematik"}).content.decode()
    (form,) = re.findall(r'action="/search/saved/save/".*?value="(\?[^"]+)"', content, re.DOTALL)
    client.post("/search/saved/save/", {"search": form.replace("&amp;", "&")})
    assert names(cast.owner) == ["brøker 5. kl · Matematik"]
    saved = client.get("/search/saved/").content.decode()
    assert 'href="/search/?q=br%C3%B8ker+5.+kl&amp;subject=matematik"' in saved


@pytest.mark.parametrize("search", ["?q=brøker&kind=collection", "?q=brøker&kind=collection&kind=pdf"])
def test_who_saves_a_search_is_told_that_they_hear_of_new_materials_and_collections(cast: Cast, search: str) -> None:
    said = browser(cast.owner).post("/search/saved/save/", {"search": search}, follow=True).content.decode()
    assert "Søgningen er gemt. Når den finder noget nyt, står det i din indbakke." in said
    assert "De materialer og samlinger, de finder fra nu af, står i din indbakke." in said


def test_a_saved_search_says_so_to_who_saved_it(cast: Cast) -> None:
    keeping.save_search(ask("brøker"), by=cast.owner)
    page = browser(cast.owner).get("/search/", {"q": "brøker"}).content.decode()
    assert "/search/saved/save/" not in page and "Gemt." in page.split("search__save")[1][:60]
    for person, words in ((cast.owner, "brøk"), (cast.teammate, "brøker")):
        assert "/search/saved/save/" in browser(person).get("/search/", {"q": words}).content.decode()


def test_visitors_and_empty_searches_have_no_button(cast: Cast, client: object) -> None:
    assert "/search/saved/save/" not in browser(cast.owner).get("/search/").content.decode()
    assert "/search/saved/save/" not in client.get("/search/?q=brøker").content.decode()  # type: ignore[attr-defined]
    browser(cast.owner).post("/search/saved/save/", {"search": "?q="})
    assert names(cast.owner) == []


def test_the_same_search_is_kept_once(cast: Cast) -> None:
    assert keeping.save_search(ask("brøker"), by=cast.owner) == keeping.save_search(ask("brøker"), by=cast.owner)
    keeping.save_search(ask("brøker"), by=cast.teammate)
    assert SavedSearch.objects.count() == 2


def test_so_many_are_kept_and_no_more(cast: Cast) -> None:
    for number in range(keeping.MOST):
        keeping.save_search(ask(f"brøker {number}"), by=cast.owner)
    with pytest.raises(ValidationError, match="20"):
        keeping.save_search(ask("en til"), by=cast.owner)
    first = SavedSearch.objects.of(cast.owner).last()
    assert first is not None
    keeping.remove_search(first, by=cast.owner)
    keeping.save_search(ask("en til"), by=cast.owner)
    with pytest.raises(ValidationError):
        keeping.restore_search(first, by=cast.owner)


def test_a_search_is_renamed_removed_and_taken_back(cast: Cast) -> None:
    search = keeping.save_search(ask("brøker"), by=cast.owner)
    client = browser(cast.owner)
    client.post(f"/search/saved/{search.pk}/rename/", {"name": "Til torsdag"})
    client.post(f"/search/saved/{search.pk}/rename/", {"name": "  "})
    assert names(cast.owner) == ["Til torsdag"]
    content = client.post(f"/search/saved/{search.pk}/remove/", follow=True).content.decode()
    assert (names(cast.owner), "Til torsdag” er fjernet" in content) == ([], True)
    client.post(f"/search/saved/{search.pk}/restore/")
    assert names(cast.owner) == ["Til torsdag"]


def test_a_second_click_removes_nothing_more_and_takes_nothing_more_back(cast: Cast) -> None:
    for number in range(keeping.MOST):
        search = keeping.save_search(ask(f"ord{number}"), by=cast.owner)
    client = browser(cast.owner)
    removed = [client.post(f"/search/saved/{search.pk}/remove/", follow=True).content.decode() for _click in range(2)]
    assert ["er fjernet" in page for page in removed] == [True, True]
    back = [client.post(f"/search/saved/{search.pk}/restore/", follow=True) for _click in range(2)]
    assert [page.status_code for page in back] == [200, 200]
    assert "Fjern én først" not in back[1].content.decode()
    assert search.name in names(cast.owner)


@pytest.mark.parametrize("who", ["teammate", "lead", "stranger", "editor", "operator"])
def test_anothers_search_is_not_there(cast: Cast, who: str) -> None:
    search = keeping.save_search(ask("brøker"), by=cast.owner)
    person = getattr(cast, who)
    client = browser(person)
    for end in ("rename", "remove", "restore"):
        assert client.post(f"/search/saved/{search.pk}/{end}/", {"name": "Min"}).status_code == 404
    assert ("brøker" in client.get("/search/saved/").content.decode(), names(cast.owner)) == (False, ["brøker"])
    with pytest.raises(PermissionDenied):
        keeping.remove_search(search, by=person)


def test_a_name_tells_no_team_or_school(cast: Cast) -> None:
    criteria = ask("brøker", filters={"team": [cast.team.slug], "school": [cast.school.number], "grade": ["5"]})
    assert keeping.save_search(criteria, by=cast.stranger).name == "brøker · 5. klasse"
