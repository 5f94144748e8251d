"""The inbox and saved searches in a real browser, by keyboard, on a phone, and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from materials.models.material import Material
from materials.vocabulary import Reach
from search.criteria import ask
from search.indexing import drain
from search.saved.keeping import save_search
from teams.inbox import Kind, tell
from tests import factories
from tests.browser.test_journey import TAGS, enter, people  # noqa: F401 - the cast, with real transactions
from tests.conftest import Cast

NewContext = Callable[..., BrowserContext]
pytestmark = [pytest.mark.browser]


@pytest.fixture
def told(people: Cast) -> list[Material]:  # noqa: F811
    """The owner was told of two materials of the team, and that somebody invites them."""
    titles = ("Brøkdyst", "Et meget langt navn på et materiale om vandets kredsløb i Vestjylland")
    made = [factories.material(people.team, people.lead, reach=Reach.SCHOOL, title=title) for title in titles]
    for material in made:
        tell(Kind.SENT_BACK, [people.owner], by=people.editor, target=material)
    tell(Kind.INVITED, [people.owner], by=people.lead, target=people.team)
    drain()
    return made


@pytest.mark.parametrize("scripts", [True, False])
def test_a_notice_is_opened_and_the_rest_marked_and_unmarked(
    site: str,
    people: Cast,  # noqa: F811
    told: list[Material],
    new_context: NewContext,
    scripts: bool,
) -> None:
    page = new_context(java_script_enabled=scripts).new_page()
    enter(page, site, people.owner)
    page.get_by_role("link", name="Indbakke: 3 ulæste").press("Enter")
    page.get_by_role("link", name=re.compile("“Brøkdyst”")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Brøkdyst")
    page.get_by_role("link", name="Indbakke: 2 ulæste").click()
    page.get_by_role("button", name="Markér alle som læst").press("Enter")
    expect(page.get_by_role("link", name="Indbakke", exact=True).first).to_be_visible()
    page.get_by_role("button", name="Fortryd").press("Enter")
    expect(page.get_by_role("link", name="Indbakke: 2 ulæste")).to_be_visible()


def test_a_search_is_saved_from_its_page(site: str, people: Cast, told: list[Material], page: Page) -> None:  # noqa: F811
    enter(page, site, people.owner)
    page.goto(f"{site}/search/?q=brøkdyst")
    page.get_by_role("button", name="Gem søgningen").press("Enter")
    expect(page.get_by_role("link", name="brøkdyst")).to_be_visible()
    page.get_by_text("Omdøb").click()
    page.get_by_label("Navn").fill("Til torsdag")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("link", name="Til torsdag")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    site: str,
    people: Cast,  # noqa: F811
    told: list[Material],
    page: Page,
    width: int,
) -> None:
    save_search(ask("brøker 5. kl"), by=people.owner)
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, site, people.owner)
    for address in ("/", "/inbox/", "/inbox/?undo=5", "/inbox/settings/", "/search/saved/", "/search/?q=brøkdyst"):
        page.goto(site + address)
        found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
        assert [violation["id"] for violation in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
