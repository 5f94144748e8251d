"""The page's own client of the tus protocol goes on where the connection failed, and says what becomes of the files."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from materials.models.attachment import Attachment
from tests.browser.test_journey import NewContext, enter
from tests.conftest import Cast, make_cast, reseed

pytestmark = [pytest.mark.browser]
SIZE = 18_000_001  # bytes: three requests of the page's client


@pytest.fixture
def people(transactional_db: None) -> Cast:
    reseed()
    return make_cast()


class Failing:
    """A connection that fails at some of the requests that carry bytes."""

    def __init__(self, *fail_at: int) -> None:
        self.fail_at = fail_at
        self.offsets: list[str] = []

    def __call__(self, route: Route) -> None:
        if route.request.method != "PATCH":
            route.continue_()
            return
        self.offsets.append(route.request.headers["upload-offset"])
        if len(self.offsets) in self.fail_at:
            route.abort("connectionreset")
        else:
            route.continue_()


def dropped(page: Page, site: str, *paths: Path) -> None:
    page.goto(f"{site}/materials/drop/")
    page.locator("#files").set_input_files(paths)
    page.locator(".upload input[name=upload]").nth(len(paths) - 1).wait_for(state="attached")


def test_a_failing_connection_costs_one_request_and_no_byte(
    site: str, people: Cast, new_context: NewContext, tmp_path: Path
) -> None:
    path = tmp_path / "film fra klassen.bin"
    path.write_bytes(hashlib.shake_128(b"film").digest(SIZE))
    page = new_context().new_page()
    enter(page, site, people.owner)
    failing = Failing(2, 4)
    page.route("**/uploads/*/", failing)
    dropped(page, site, path)
    assert failing.offsets == ["0", "8388608", "8388608", "16777216", "16777216"]
    page.get_by_role("button", name="Del", exact=True).click()
    page.wait_for_url("**/materials/*/**")
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.size) == (path.name, SIZE)
    assert attachment.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_page_says_whether_files_become_one_material_or_many(
    site: str, people: Cast, new_context: NewContext, tmp_path: Path
) -> None:
    paths = [tmp_path / f"ark {number}.txt" for number in range(6)]
    for path in paths:
        path.write_text(path.name)
    page = new_context().new_page()
    enter(page, site, people.owner)
    dropped(page, site, *paths[:5])
    status = page.locator("[data-status]")
    expect(status).to_contain_text("De bliver til ét materiale.")
    page.locator("#files").set_input_files(paths[5])
    page.locator(".upload input[name=upload]").nth(5).wait_for(state="attached")
    expect(status).to_contain_text("Hver fil bliver til sit eget materiale.")
    page.locator("#id_together").select_option("one")
    expect(status).to_contain_text("De bliver til ét materiale.")
    page.get_by_role("button", name="Annuller").first.click()
    page.locator(".upload input[name=upload]").nth(5).wait_for(state="detached")
