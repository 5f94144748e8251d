"""Editions in a real browser: made and thrown away by keyboard, in both languages, with every page clean and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from materials.adaptations.adapting import adapt
from materials.models.material import Material
from materials.vocabulary import Reach
from teams.models import Team, User
from tests import factories
from tests.browser.test_journey import TAGS, NewContext, enter, people
from tests.conftest import Cast

pytestmark = [pytest.mark.browser]
__all__ = ["people"]
WORDS = {
    "da": ("Lav vores egen udgave", "Fortryd", "Der er allerede en i Sydholdet:", "Lav en til"),
    "en": ("Make our own edition", "Undo", "There is one in Sydholdet already:", "Make one more"),
}


@pytest.fixture
def source(people: Cast) -> Material:
    return factories.material(
        people.team, people.owner, reach=Reach.PUBLIC, title="Brøkdyst", license="CC-BY-NC-4.0", summary="Et spil"
    )


@pytest.fixture
def there(people: Cast) -> Team:
    return factories.team(people.stranger, of=[people.other_school], name="Sydholdet")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("javascript", [True, False])
def test_an_edition_is_made_asked_about_twice_and_undone(
    site: str, people: Cast, source: Material, there: Team, new_context: NewContext, language: str, javascript: bool
) -> None:
    User.objects.filter(pk=people.stranger.pk).update(language=language)
    page = new_context(java_script_enabled=javascript, locale=language).new_page()
    enter(page, site, people.stranger)
    make, undo, already, one_more = WORDS[language]
    open_and_make(page, f"{site}/materials/{source.pk}/", make, there)
    page.get_by_role("button", name=undo).press("Enter")
    page.wait_for_url("**/trash/**")
    adapt(source, team=there, by=people.stranger)
    open_and_make(page, f"{site}/materials/{source.pk}/", make, there, wait=False)
    assert page.get_by_text(already).is_visible()
    page.get_by_role("button", name=one_more).press("Enter")
    page.wait_for_url("**/materials/*/?made=1")
    assert page.get_by_role("link", name="Brøkdyst").first.is_visible()
    assert Material.objects.filter(team=there, trashed_at=None, license="CC-BY-NC-4.0").count() == 2


def open_and_make(page: Page, address: str, make: str, team: Team, *, wait: bool = True) -> None:
    page.goto(address)
    page.get_by_role("link", name=make).press("Enter")
    page.wait_for_url("**/adapt/")
    page.get_by_label(team.name).press("Space")
    page.get_by_role("button", name=make).press("Enter")
    page.wait_for_url("**/materials/*/?made=1" if wait else "**/adapt/")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_editions_fits_and_is_clean(
    site: str, people: Cast, source: Material, there: Team, new_context: NewContext, width: int
) -> None:
    made = adapt(source, team=there, by=people.stranger)
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    enter(page, site, people.stranger)
    addresses = [f"/materials/{source.pk}/{end}" for end in ("", "adapt/", "editions/")]
    addresses += [f"/materials/{made.pk}/{end}" for end in ("?made=1", "sources/?q=br", "rights/", "share/")]
    other = factories.material(people.team, people.owner, reach=Reach.PUBLIC, title="Pizzadyst")
    addresses += [f"/materials/{made.pk}/sources/?source={pk}" for pk in (source.pk, other.pk)]
    for address in addresses:
        page.goto(site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        assert [violation["id"] for violation in found] == [], address
