"""Collections in a real browser: arranged by keyboard and by dragging, packed while one looks, readable for all."""

import zipfile
from pathlib import Path
from typing import Literal

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from materials.collections import arranging, reviewing
from materials.collections.packs import building, store
from materials.models.material import Material
from materials.models.pack import Pack
from materials.services import drafts, files
from materials.tasks import read_attachment
from materials.vocabulary import Reach
from tests.browser.test_journey import TAGS, enter, people  # noqa: F401 - the cast, with real transactions
from tests.conftest import Cast
from tests.materials.collections.conftest import Shelf, make_shelf, order_of, share
from tests.materials.extraction import ordinary

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


def test_what_an_editor_is_told_of_a_collection_fits_and_is_clean(
    site: str,
    people: Cast,  # noqa: F811
    shelf: Shelf,
    page: Page,
) -> None:
    share(people, shelf.collection, Reach.MUNICIPALITY)
    arranging.set_text(shelf.open_part, f"{LONG} 010190-1234", base=0, by=people.lead)
    reviewing.share(shelf.collection, reach=Reach.PUBLIC, by=people.lead)
    enter(page, site, people.editor)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{site}/collections/{shelf.collection.pk}/")
        expect(page.get_by_text("Der står måske et CPR-nummer i bemærkningen til “Brøkdyst”.")).to_be_visible()
        expect(page.locator(".changes ins").last).to_contain_text("010190-1234")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        assert [violation["id"] for violation in found] == []


#: Words and addresses that are longer than a small screen is wide.
LONG, ADDRESS = "Speciallægepraksisplanlægningsstabiliseringsperiode" * 2, f"https://eksempel.dk/{'broek' * 40}"
#: How a page of a pack is looked at, and how wide that is; A4 without the margins is 658 pixels.
LOOKS: list[tuple[Literal["screen", "print"], int]] = [
    ("screen", 320),
    ("screen", 1280),
    ("print", 320),
    ("print", 658),
]


def with_everything(material: Material, people: Cast, folder: Path) -> None:  # noqa: F811
    """Every kind of block, with what is wide in each."""
    photo = folder / "photo.jpg"
    photo.write_bytes(ordinary.make_photo())
    (kept,) = files.add_files(material, [files.StagedFile(photo, f"{LONG}.jpg")], by=people.owner)
    read_attachment.call(kept.pk)
    slot = str(kept.slot)
    body = [
        {"type": "rich_text", "value": f'<h2>{LONG}</h2><p><code>{LONG}</code> <a href="{ADDRESS}">{LONG}</a></p>'},
        {"type": "image", "value": {"slot": slot, "alt": "En væg", "caption": LONG}},
        {"type": "attachment", "value": {"slot": slot, "note": LONG}},
        {"type": "link", "value": {"url": ADDRESS, "title": LONG, "text": "Derfor"}},
        {"type": "activity", "value": {"title": LONG, "minutes": 20, "steps": [LONG, "Hop"]}},
        {"type": "note", "value": LONG},
    ]
    drafts.save_text(Material.objects.get(pk=material.pk), by=people.owner, base=None, body=body, grades=[5])


@pytest.fixture
def unpacked(people: Cast, shelf: Shelf, tmp_path: Path) -> list[Path]:  # noqa: F811
    """The pages of a lead's own pack, in a folder as on the lead's computer: the contents, and every part."""
    with_everything(shelf.hidden, people, tmp_path)
    pack = store.ask(shelf.collection, by=people.lead)
    building.build(str(pack.pk))
    with zipfile.ZipFile(pack.path) as archive:
        archive.extractall(tmp_path / "pack")
    return sorted((tmp_path / "pack").rglob("*.html"), key=lambda page: (len(page.parts), page))


def test_a_pack_fits_screen_and_paper_is_clean_and_loads_nothing_from_outside(unpacked: list[Path], page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert len(unpacked) == 3
    for path in unpacked:
        page.goto(path.as_uri())
        for media, width in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path.parent.name, media)
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
            assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert {address.partition(":")[0] for address in asked} == {"file"}
    assert page.locator("figure img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1_000


def test_what_is_printed_says_where_its_links_lead_and_offers_no_way_back(unpacked: list[Path], page: Page) -> None:
    page.goto(unpacked[0].as_uri())
    page.get_by_role("link", name="Brøkdyst").first.click()
    back, license_link = page.locator(".back"), page.locator("a[rel=license]")
    said = "link => getComputedStyle(link, '::after').content"
    expect(back).to_be_visible()
    assert license_link.evaluate(said) == "none"
    page.emulate_media(media="print")
    expect(back).to_be_hidden()
    assert "attr(href)" in license_link.evaluate(said) or "creativecommons.org" in license_link.evaluate(said)
    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    text = printed[0].get_textpage().get_text_bounded()
    assert "Brug side 2." in text and "creativecommons.org/licenses/by/4.0" in text
