"""Searching in a real browser: a choice counts at once, the address is the state, and without JavaScript all stays."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from materials.vocabulary import Reach
from search.indexing import drain
from tests import factories
from tests.browser.test_journey import TAGS, people  # noqa: F401 - the cast, with real transactions
from tests.conftest import Cast

NewContext = Callable[..., BrowserContext]
pytestmark = [pytest.mark.browser]


@pytest.fixture
def shelf(people: Cast) -> Cast:  # noqa: F811
    """Two public materials, of grades 5 and 6."""
    for title, grade in [("Brøker i hverdagen", 5), ("Brøkdyst", 6)]:
        factories.material(people.team, people.owner, reach=Reach.PUBLIC, title=title, grades=[grade])
    drain()
    return people


def test_a_choice_counts_at_once_and_going_back_takes_it_back(site: str, shelf: Cast, page: Page) -> None:
    page.goto(f"{site}/search/?q=brøk")
    page.get_by_role("checkbox", name=re.compile("5. klasse")).check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ét materiale")
    expect(page.locator("[data-announce]")).to_have_text("Ét materiale")
    assert "grade=5" in page.url
    expect(page.get_by_role("checkbox", name=re.compile("5. klasse"))).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 materialer")


def test_words_are_offered_and_chosen_with_the_keyboard(site: str, shelf: Cast, page: Page) -> None:
    page.goto(f"{site}/search/")
    field = page.get_by_role("combobox")
    field.press_sequentially("brøkd")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/search/?q=br*")
    expect(page.get_by_role("link", name="Brøkdyst")).to_be_visible()


def test_without_javascript_the_form_narrows(site: str, shelf: Cast, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/search/?q=brøk")
    page.get_by_role("checkbox", name=re.compile("5. klasse")).check()
    page.get_by_role("button", name="Afgræns søgningen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ét materiale")


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(site: str, shelf: Cast, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for query in ("?q=brøk", "?q=brøk&grade=5", "?q=findesikke", "?q=brøkdysd"):
        page.goto(f"{site}/search/{query}")
        found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
        assert [violation["id"] for violation in found] == [], query
        assert page.evaluate("document.documentElement.scrollWidth") == width, query
