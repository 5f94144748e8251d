"""The order by use: what was taken home most stands first, whoever answers, and no number is shown."""

import pytest
from django.core.management import call_command
from django.test import Client

from materials.models.use import MaterialUse
from materials.services.counting import count_use
from materials.vocabulary import Reach
from search.criteria import ask
from search.engines.choosing import engine
from search.finding import find
from search.indexing import drain
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def titles(cast: Cast) -> list[str]:
    """Three public materials, in the order of their use: 5, 2 and 0 times."""
    for title, times in [("Brøker to", 2), ("Brøker fem", 5), ("Brøker aldrig", 0)]:
        material = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title=title)
        for _ in range(times):
            count_use(material.pk, by=cast.visitor)
    drain()
    return ["Brøker fem", "Brøker to", "Brøker aldrig"]


def found(cast: Cast, typed: str) -> list[str]:
    return [hit.material.title for hit in find(ask(typed, sort="used"), user=cast.schoolmate).hits]


def test_what_is_used_most_stands_first(cast: Cast, titles: list[str]) -> None:
    assert found(cast, "brøker") == found(cast, "") == titles


def test_the_database_keeps_the_order_when_no_engine_answers(cast: Cast, titles: list[str]) -> None:
    engine().remove()
    assert find(ask("brøker", sort="used"), user=cast.schoolmate).engine == "database"
    assert found(cast, "brøker") == titles


def test_the_page_offers_the_order_and_keeps_it_while_one_narrows(cast: Cast, titles: list[str]) -> None:
    content = Client().get("/search/", {"q": "brøker"}).content.decode()
    assert '<a href="?q=br%C3%B8ker&amp;sort=used">Mest brugt</a>' in content
    content = Client().get("/search/", {"q": "brøker", "sort": "used"}).content.decode()
    assert '<span aria-current="true">Mest brugt</span>' in content
    assert '<input type="hidden" name="sort" value="used">' in content


def test_the_command_sorts_alike(cast: Cast, titles: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("find", "brøker", "--as", cast.schoolmate.subject, "--sort", "used")
    assert [line.split("  ")[-1] for line in capsys.readouterr().out.splitlines()[1:]] == titles


def test_publishing_again_keeps_the_count(cast: Cast, titles: list[str]) -> None:
    material = MaterialUse.objects.get(used=5).material
    material.get_latest_revision().publish(skip_permission_checks=True)
    assert MaterialUse.objects.get(material=material).used == 5
