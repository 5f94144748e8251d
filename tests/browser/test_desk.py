"""The desk on a phone: nothing is cut off, and nothing has to be pushed aside to be read."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from materials.vocabulary import Reach
from search.models.alias import Alias
from tests import factories
from tests.browser.test_journey import TAGS, enter, people  # noqa: F401 - the cast, with real transactions
from tests.conftest import Cast

pytestmark = [pytest.mark.browser]

#: What sticks out of the page, or of a box that would have to be pushed to be read.
CUT = """() => [...document.querySelectorAll('#main *')].filter(one =>
    one.getBoundingClientRect().right > window.innerWidth + 1
    || (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible')
).filter(one => !one.matches('input') && !one.closest('.visually-hidden, .w-sr-only'))
   .map(one => one.tagName + ' ' + one.innerText)"""
LISTS = ["materials/", "people/", "teams/", "schools/", "audit/", "words/", "words/wanted/", "words/index/"]


@pytest.fixture
def addresses(people: Cast) -> list[str]:  # noqa: F811
    title = "Et meget langt navn på et materiale om Naturfagsundervisningsforløbet i Vestjylland"
    material = factories.material(people.team, people.lead, reach=Reach.SCHOOL, title=title)
    alias = Alias.objects.create(words="hjemkundskabsundervisningen", means="madkundskab")
    ones = [f"people/{people.owner.pk}/", f"teams/{people.team.pk}/", f"words/{alias.pk}/"]
    return [*LISTS, *ones, f"materials/{material.pk}/", "schools/new/"]


def test_axe_finds_nothing_and_nothing_is_cut_off(
    site: str,
    people: Cast,  # noqa: F811
    addresses: list[str],
    page: Page,
) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    enter(page, site, people.operator)
    for address in addresses:
        page.goto(f"{site}/admin/{address}")
        found = Axe().run(page, context="#main", options={"runOnly": TAGS}).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], address
        assert page.evaluate(CUT) == [], address
