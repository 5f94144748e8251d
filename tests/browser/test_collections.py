"""Collections in a real browser: arranged by keyboard and by dragging, packed while one looks, readable for all."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from materials.collections.packs import building
from materials.models.pack import Pack
from materials.vocabulary import Reach
from tests.browser.test_journey import TAGS, enter, people  # noqa: F401 - the cast, with real transactions
from tests.conftest import Cast
from tests.materials.collections.conftest import Shelf, make_shelf, order_of, share

pytestmark = [pytest.mark.browser]


@pytest.fixture
def shelf(people: Cast) -> Shelf:  # noqa: F811
    made = make_shelf(people)
    share(people, made.collection, Reach.SCHOOL)
    return made


def test_who_uses_the_keyboard_moves_a_part_and_stays_at_its_button(
    site: str,
    people: Cast,  # noqa: F811
    shelf: Shelf,
    page: Page,
) -> None:
    enter(page, site, people.lead)
    page.goto(f"{site}/collections/{shelf.collection.pk}/arrange/")
    up = page.get_by_role("button", name="Op med Hemmelig prøve")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-arrange-status]")).to_have_text("“Hemmelig prøve” er nummer 2 af 2 i “Uge 36”.")
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-arrange-status]")).to_have_text("“Hemmelig prøve” er nummer 1 af 2 i “Uge 36”.")
    assert order_of(shelf.collection) == ["Uge 36", "Hemmelig prøve", "Brøkdyst", "Prøveuge"]


def test_a_part_is_dragged_before_another(
    site: str,
    people: Cast,  # noqa: F811
    shelf: Shelf,
    page: Page,
) -> None:
    enter(page, site, people.lead)
    page.goto(f"{site}/collections/{shelf.collection.pk}/arrange/")
    page.locator(f"#entry-{shelf.hidden_part.pk}").drag_to(page.locator(f"#entry-{shelf.open_part.pk}"))
    expect(page.locator("[data-arrange-status]")).to_have_text("“Hemmelig prøve” er nummer 1 af 2 i “Uge 36”.")
    assert order_of(shelf.collection) == ["Uge 36", "Hemmelig prøve", "Brøkdyst", "Prøveuge"]


def test_a_pack_is_watched_and_downloaded(
    site: str,
    people: Cast,  # noqa: F811
    shelf: Shelf,
    page: Page,
    tmp_path: Path,
) -> None:
    enter(page, site, people.lead)
    page.goto(f"{site}/collections/{shelf.collection.pk}/pack/")
    page.get_by_role("button", name="Pak den").click()
    expect(page.get_by_text("Den venter på, at det bliver dens tur.")).to_be_visible()
    building.build(str(Pack.objects.get().pk))
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent pakken").click()
    download.value.save_as(tmp_path / "pack.zip")
    assert (tmp_path / "pack.zip").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_collections_fits_and_is_clean(
    site: str,
    people: Cast,  # noqa: F811
    shelf: Shelf,
    browser: Browser,
    width: int,
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    enter(page, site, people.lead)
    ends = ["", "arrange/", "about/", "share/", "pack/", "add/?q=br"]
    addresses = [f"/collections/{shelf.collection.pk}/{end}" for end in ends]
    addresses += ["/collections/?show=mine", "/collections/new/", f"/materials/{shelf.open.pk}/collections/"]
    addresses.append(f"/collections/entries/{shelf.open_part.pk}/")
    for address in addresses:
        page.goto(site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        assert [violation["id"] for violation in found] == [], address
    page.close()
