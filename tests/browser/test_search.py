"""Searching in a real browser: a choice counts at once, the address is the state, and without JavaScript all stays."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from materials.services import files
from materials.tasks import read_attachment
from materials.vocabulary import Reach
from search.indexing import drain
from tests import factories
from tests.browser.test_journey import TAGS, enter, people  # noqa: F401 - the cast, with real transactions
from tests.conftest import Cast
from tests.materials.extraction import ordinary

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


def test_who_uses_the_keyboard_stays_where_they_are(site: str, shelf: Cast, page: Page) -> None:
    """In a fold that was opened, and at the heading when what was pressed is gone."""
    for grade in range(11):
        factories.material(shelf.team, shelf.owner, reach=Reach.PUBLIC, title="Brøker", grades=[grade])
    drain()
    page.goto(f"{site}/search/?q=brøker 5. kl")
    page.locator("[data-more=grade] summary").focus()
    page.keyboard.press("Enter")
    last = page.get_by_role("checkbox", name=re.compile("10. klasse"))
    last.focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-announce]")).to_have_text("3 materialer")
    expect(last).to_be_focused()
    expect(page.get_by_role("combobox")).to_have_value("brøker")
    page.get_by_role("link", name="Fjern 5. klasse", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-announce]")).to_have_text("Ét materiale")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_on_a_phone_the_choices_fold_and_lead_back_to_the_hits(site: str, shelf: Cast, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{site}/search/?q=brøk&grade=5")
    page.get_by_text("Afgræns (1)").click()
    page.get_by_role("checkbox", name=re.compile("6. klasse")).check()
    show = page.get_by_role("link", name="Vis 2 fund")
    expect(show).to_be_visible()
    show.click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("checkbox", name=re.compile("6. klasse"))).to_be_hidden()
    expect(page.get_by_text("Afgræns (2)")).to_be_visible()


def test_escape_closes_what_is_offered_and_keeps_what_was_typed(site: str, shelf: Cast, page: Page) -> None:
    page.goto(f"{site}/search/")
    field = page.get_by_role("combobox")
    field.press_sequentially("brøkd")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "offer-word-1")
    assert Axe().run(page, options={"runOnly": TAGS}).response["violations"] == []
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("brøkd")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_a_hit_opens_its_file_at_the_page_and_marks_it(site: str, shelf: Cast, page: Page, tmp_path: Path) -> None:
    """Also where the pages above it have pictures that load late."""
    material = factories.material(shelf.team, shelf.owner, title="Fil")
    path = tmp_path / "fil"
    path.write_bytes(ordinary.make_pdf("Forside", "Noget", "Mere", "Om isbjorne"))
    (pdf,) = files.add_files(material, [files.StagedFile(path, "fil.pdf")], by=shelf.owner)
    read_attachment.call(pdf.pk)
    drain()
    enter(page, site, shelf.owner)
    page.goto(f"{site}/search/?q=isbjorne")
    page.get_by_role("link", name=re.compile("side.4")).click()
    page.wait_for_load_state("networkidle")
    top = page.locator("#page-4:target").evaluate("section => section.getBoundingClientRect().top")
    assert -10 < top < 100


def test_words_are_offered_and_chosen_with_the_keyboard(site: str, shelf: Cast, page: Page) -> None:
    page.goto(f"{site}/search/")
    field = page.get_by_role("combobox")
    field.press_sequentially("brøkd")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/search/?q=br*")
    expect(page.get_by_role("link", name="Brøkdyst")).to_be_visible()


def test_what_is_like_a_material_is_put_into_its_page(site: str, shelf: Cast, page: Page) -> None:
    for title in ("Vulkaner og lava", "Lava og vulkaner"):
        factories.material(shelf.team, shelf.owner, reach=Reach.PUBLIC, title=title)
    drain()
    page.goto(f"{site}/search/?q=vulkaner")
    page.get_by_role("link", name="Vulkaner og lava").click()
    page.keyboard.press("End")
    similar = page.get_by_role("article").locator("#similar")
    expect(similar.get_by_role("heading", name="Materialer, der ligner")).to_be_visible()
    similar.get_by_role("link", name="Lava og vulkaner").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lava og vulkaner")


def test_without_javascript_the_form_narrows(site: str, shelf: Cast, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/search/?q=brøk")
    page.get_by_role("checkbox", name=re.compile("5. klasse")).check()
    page.get_by_role("button", name="Afgræns søgningen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ét materiale")


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(site: str, shelf: Cast, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for query in (
        "?q=brøk",
        "?q=brøk&grade=5",
        "?q=findesikke",
        "?q=brøkdysd",
        "?q=brøk findesikke",
        "?q=brøk&grade=9",
    ):
        page.goto(f"{site}/search/?q={query}")
        found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
        assert [violation["id"] for violation in found] == [], query
        assert page.evaluate("document.documentElement.scrollWidth") == width, query
