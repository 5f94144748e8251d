"""The journey: drop files, one of them broken, share with the school; a colleague opens page 2; a stranger gets 404."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.tasks import read_attachment
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast, make_cast, reseed
from tests.materials.extraction import ordinary

NewContext = Callable[..., BrowserContext]
pytestmark = [pytest.mark.browser]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    reseed()
    return make_cast()


@pytest.fixture
def dropped(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "Brøker.pdf", tmp_path / "noter.txt", tmp_path / "tom.docx"]
    paths[0].write_bytes(ordinary.make_pdf())
    paths[1].write_text("Noter til timen")
    paths[2].write_bytes(b"")
    return paths


def enter(page: Page, site: str, user: User) -> None:
    """Signs in with the keyboard alone."""
    page.goto(f"{site}/sign-in/")
    page.get_by_label("Brugernavn").focus()
    page.keyboard.type(user.subject)
    page.keyboard.press("Tab")
    page.keyboard.type(factories.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")


def drop_and_share(page: Page, site: str, paths: list[Path], *, uploads: int) -> None:
    page.goto(f"{site}/materials/drop/")
    page.locator("#files").set_input_files(paths)
    if uploads:
        page.locator(".upload input[name=upload]").nth(uploads - 1).wait_for(state="attached")
        page.locator(".upload__error").wait_for()
    page.locator("#id_reach").select_option(label="skolen")
    page.get_by_role("button", name="Del", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/materials/\d+/$"))


@pytest.mark.parametrize("javascript", [True, False])
def test_three_files_of_which_one_is_broken_reach_exactly_the_school(
    site: str, people: Cast, dropped: list[Path], new_context: NewContext, javascript: bool
) -> None:
    page = new_context(java_script_enabled=javascript).new_page()
    enter(page, site, people.owner)
    drop_and_share(page, site, dropped, uploads=2 if javascript else 0)
    material = Material.objects.get()
    assert [a.name for a in Attachment.objects.shown_by(material.shown)] == ["Brøker.pdf", "noter.txt"]
    pdf = Attachment.objects.get(kind="pdf")
    read_attachment.call(pdf.pk)
    opens_page_two(new_context, site, people.schoolmate, material, pdf)
    stranger = new_context().new_page()
    enter(stranger, site, people.stranger)
    for address in (f"/materials/{material.pk}/", f"/files/{pdf.pk}/pages/2.webp", f"/files/{pdf.pk}/x"):
        answer = stranger.request.get(site + address)
        assert answer.status == 404
        assert "Brøker" not in answer.text()


def opens_page_two(new_context: NewContext, site: str, colleague: User, material: Material, pdf: Attachment) -> None:
    page = new_context().new_page()
    enter(page, site, colleague)
    page.goto(f"{site}/materials/{material.pk}/")
    page.get_by_role("link", name="Side 2").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/pages/{pdf.pk}/#page-2")
    assert page.locator("#page-2 img").evaluate("image => image.decode().then(() => image.naturalWidth > 100)")


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    site: str, people: Cast, new_context: NewContext, width: int
) -> None:
    material = factories.material(people.team, people.owner, reach=Reach.SCHOOL, summary="Kort", tags=["brøk"])
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    violations: list[Any] = []
    look(page, site, ["/", "/sign-in/", "/materials/"], violations)
    enter(page, site, people.owner)
    own = [f"/materials/{material.pk}/{part}" for part in ("", "edit/", "share/", "rights/", "history/")]
    team = [f"/teams/{people.team.slug}/", f"/teams/{people.team.slug}/members/", f"/schools/{people.school.number}/"]
    look(
        page, site, ["/", "/materials/drop/", "/materials/new/", "/search/?q=kort", "/trash/", "/profile/"], violations
    )
    look(page, site, own + team, violations)
    assert violations == []


def look(page: Page, site: str, addresses: list[str], violations: list[Any]) -> None:
    for address in addresses:
        page.goto(site + address)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        violations += [(address, rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            violations.append((address, "scrolls sideways"))
