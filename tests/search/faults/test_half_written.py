"""Whoever dies between writing to an index and noting it, or is told half of it, leaks and loses nothing."""

from collections.abc import Iterable, Sequence

import pytest

from materials.models.material import Material
from materials.vocabulary import Reach
from search import indexing
from search.criteria import ask
from search.documents import load_now
from search.engines import Generation
from search.engines.choosing import engine
from search.engines.elastic.engine import ElasticEngine
from search.finding import find
from search.indexing import drain
from search.models import Standing
from search.schema import IndexedMaterial
from tests import factories
from tests.conftest import Cast
from tests.search.faults.proxy import Proxy
from tests.search.faults.stock import NOTHING_DIFFERS, differences, make_due, nothing_waits


class Killed(BaseException):
    """What ends a process ends it anywhere."""


class KilledAfterwards:
    """A generation whose writer is killed when everything is written and nothing noted."""

    def __init__(self, generation: Generation) -> None:
        self.name, self.revisions = generation.name, generation.revisions
        self.generation = generation

    def write(self, parts: Iterable[Sequence[IndexedMaterial]]) -> dict[int, object]:
        self.generation.write(parts)
        raise Killed


def write_and_die() -> None:
    with pytest.raises(Killed):
        indexing.write(indexing.due(), into=KilledAfterwards(engine().current()))  # type: ignore[arg-type]


def counted(cast: Cast) -> tuple[int, int]:
    """How many a stranger and a teammate are told that there are, by the engine."""
    told = [find(ask("brøk"), user=user) for user in (cast.stranger, cast.teammate)]
    assert {results.engine for results in told} == {engine().name}
    return told[0].total, told[1].total


@pytest.fixture
def material(cast: Cast) -> Material:
    material = factories.material(cast.team, cast.owner, reach=Reach.TEAM, title="Brøker")
    drain()
    return material


def widen(material: Material) -> None:
    Material.objects.filter(pk=material.pk).update(reach=Reach.PUBLIC)


def narrow(material: Material) -> None:
    Material.objects.filter(pk=material.pk).update(reach=Reach.TEAM)


def test_what_was_public_in_the_index_for_a_moment_is_held_back_when_it_is_the_teams_again(
    material: Material, cast: Cast
) -> None:
    """The readers that were noted last are today's again, and yet not those in the index."""
    widen(material)
    write_and_die()
    narrow(material)
    assert counted(cast) == (0, 0)
    drain()
    assert counted(cast) == (0, 1)


def test_what_was_never_noted_is_written_again(material: Material, cast: Cast) -> None:
    widen(material)
    write_and_die()
    assert not nothing_waits()
    drain()
    assert (counted(cast), differences()) == ((1, 1), NOTHING_DIFFERS)


def test_an_edit_that_was_written_half_stays_to_be_found(material: Material, cast: Cast) -> None:
    """Its readers have not changed, so that nobody can find it who may not."""
    Material.objects.filter(pk=material.pk).update(summary="Ny")
    write_and_die()
    assert counted(cast) == (0, 1)


def test_what_an_index_took_half_of_is_held_back(proxy: Proxy, asking: ElasticEngine, cast: Cast) -> None:
    """The server takes the text for all, and refuses to take out what else may be there of the material."""
    draft = factories.material(cast.team, cast.owner, reach=Reach.TEAM, title="Brøker")
    drain()
    widen(draft)
    with proxy.having(path="_bulk", poison=draft.pk, row_status=429, passed=1):
        indexing.write(indexing.due(), into=asking.current())
    narrow(draft)
    assert counted(cast) == (0, 0)
    make_due()
    drain()
    assert counted(cast) == (0, 1)


def test_a_row_that_moved_on_keeps_its_change_and_one_that_did_not_is_settled(cast: Cast) -> None:
    still, moved = (factories.material(cast.team, cast.owner, title="Brøker") for _ in range(2))
    loaded = load_now([still.pk, moved.pk])
    engine().current().write([loaded])
    Material.objects.filter(pk=moved.pk).update(language="en")
    indexing.settle(map(indexing.Written.of, loaded), {})
    rows = Standing.objects.in_bulk()
    assert (rows[still.pk].pending, rows[still.pk].access_changed) == (False, False)
    assert (rows[moved.pk].pending, rows[moved.pk].access_changed) == (True, True)
    assert rows[moved.pk].indexed == rows[moved.pk].revision - 1
