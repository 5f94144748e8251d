"""While somebody types, titles are offered that lead to the material: each by the text that this person reads."""

import re

import pytest
from django.test import Client

from materials.models.material import Material
from materials.services import drafts
from materials.vocabulary import Reach
from search.engines import Engine
from search.indexing import drain
from tests import factories
from tests.conftest import Cast

TITLE = re.compile(r'<a role="option" id="offer-title-\d+" href="([^"]+)"[^>]*><strong>([^<]+)</strong>')


@pytest.fixture
def owner(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.owner, backend="teams.backends.LocalBackend")
    return client


@pytest.fixture
def renamed(installed: Engine, cast: Cast) -> Material:
    """The school reads the text that was shared; the team has given it another title since."""
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Vulkaner og lava")
    factories.material(cast.team, cast.owner, title="Vulkaner for de mindste")
    drafts.save_text(material, by=cast.owner, base=None, title="Bjerge der ryger")
    drain()
    return material


def titles(browser: Client, typed: str) -> list[tuple[str, ...]]:
    """Address and title of each."""
    return TITLE.findall(browser.get("/search/offer/", {"q": typed}).content.decode())


def test_who_reads_what_is_shared_is_offered_its_title(schoolmate: Client, renamed: Material) -> None:
    for typed in ("vulk", "lava", "vulkaner og la"):
        assert titles(schoolmate, typed) == [(f"/materials/{renamed.pk}/", "Vulkaner og lava")], typed
    assert titles(schoolmate, "bjerge") == titles(Client(), "vulk") == []


def test_who_reads_the_draft_is_offered_the_title_that_stands_in_it(owner: Client, renamed: Material) -> None:
    assert titles(owner, "bjer") == [(f"/materials/{renamed.pk}/", "Bjerge der ryger")]
    assert [title for _, title in titles(owner, "vulk")] == ["Vulkaner for de mindste"]
