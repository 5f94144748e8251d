"""Changing several at once in a real browser: by keyboard alone, with and without scripts, readable at both widths."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from materials.bulk import doing
from materials.models.bulk import BulkAction, BulkChange
from materials.models.material import Material
from materials.vocabulary import Reach
from search.indexing import drain
from tests import factories
from tests.browser.test_journey import TAGS, enter, people  # noqa: F401 - the cast, with real transactions
from tests.conftest import Cast
from tests.materials.bulk.conftest import done, previewed

pytestmark = [pytest.mark.browser]
NewContext = Callable[..., BrowserContext]


@pytest.fixture
def fractions(people: Cast) -> list[Material]:  # noqa: F811
    reaches = [None, Reach.TEAM, Reach.SCHOOL]
    made = [factories.material(people.team, people.lead, reach=reach, title="Brøker og kage") for reach in reaches]
    drain()
    return made


def press(page: Page, name: str) -> None:
    """The button of this name, by keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def tag_two(page: Page, site: str, materials: list[Material]) -> None:
    """From the search to the preview: two of what it finds, and a tag."""
    page.goto(f"{site}/search/?q=brøker")
    page.get_by_role("link", name="Ret flere på én gang").click()
    for material in materials[:2]:
        page.locator(f"#material-{material.pk}").focus()
        page.keyboard.press("Space")
    press(page, "Fortsæt med de afkrydsede")
    page.locator("summary", has_text="Emneord").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Tilføj disse emneord").fill("brøker")
    page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False])
def test_tags_are_added_by_keyboard_and_undone(
    site: str,
    people: Cast,  # noqa: F811
    fractions: list[Material],
    new_context: NewContext,
    javascript: bool,
) -> None:
    page = new_context(java_script_enabled=javascript).new_page()
    enter(page, site, people.lead)
    tag_two(page, site, fractions)
    expect(page.get_by_text("2 materialer ændres.")).to_be_visible()
    press(page, "Ret emneord på 2")
    expect(page.get_by_text("2 materialer er ændret.")).to_be_visible()
    press(page, "Fortryd")
    expect(page.get_by_text("2 materialer er som før.")).to_be_visible()
    assert [Material.objects.get(pk=material.pk).tags for material in fractions] == [[], [], []]


def test_one_box_ticks_the_page(
    site: str,
    people: Cast,  # noqa: F811
    fractions: list[Material],
    page: Page,
) -> None:
    enter(page, site, people.lead)
    page.goto(f"{site}/teams/{people.team.slug}/choose/")
    page.get_by_label("Alle på denne side").check()
    expect(page.locator("input[name=material]:checked")).to_have_count(3)
    page.locator("input[name=material]").first.uncheck()
    press(page, "Fortsæt med de afkrydsede")
    expect(page.get_by_text("Du har valgt 2 materialer.")).to_be_visible()


def test_the_background_is_watched_to_its_end(
    site: str,
    people: Cast,  # noqa: F811
    fractions: list[Material],
    page: Page,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doing, "AT_ONCE", 0)
    change = done(fractions, BulkAction.TRASH, people.lead)
    enter(page, site, people.lead)
    page.goto(f"{site}/bulk/{change.pk}/")
    expect(page.get_by_text("0 af 3 er gjort.")).to_be_visible()
    doing.work(str(change.pk))
    expect(page.get_by_text("3 materialer er ændret.")).to_be_visible()
    expect(page.get_by_role("button", name="Fortryd")).to_be_visible()


def pages_of(people: Cast, fractions: list[Material]) -> list[str]:  # noqa: F811
    """A change in every state, and the lists that lead to it."""
    preview = previewed(fractions, BulkAction.TAGS, people.lead, add=["et langt emneord", "og et til"], remove=[])
    stopped = done(fractions[:1], BulkAction.TAGS, people.lead, add=["x"], remove=[])
    BulkChange.objects.filter(pk=stopped.pk).update(state="doing", stopped=True)
    over = done(fractions[1:], BulkAction.REACH, people.lead, reach=1)
    addresses = [f"/teams/{people.team.slug}/choose/", "/search/choose/?q=brøker", "/search/choose/?q=findesikke"]
    addresses += ["/bulk/", f"/bulk/{preview.pk}/", f"/bulk/{preview.pk}/?choose=1"]
    return [*addresses, f"/bulk/{stopped.pk}/", f"/bulk/{over.pk}/", "/search/?q=brøker"]


@pytest.mark.parametrize(("width", "language"), [(320, "da"), (1280, "da"), (320, "en"), (1280, "en")])
def test_every_page_of_bulk_fits_and_is_clean(
    site: str,
    people: Cast,  # noqa: F811
    fractions: list[Material],
    browser: Browser,
    width: int,
    language: str,
) -> None:
    type(people.lead).objects.filter(pk=people.lead.pk).update(language=language)
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{site}/sign-in/")
    enter(page, site, people.lead)
    for address in pages_of(people, fractions):
        page.goto(site + address)
        for summary in page.locator(".choose__action > summary, .choose__named > summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        assert [violation["id"] for violation in found] == [], address
    page.close()
