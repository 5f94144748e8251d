"""The index is built anew while people edit and the worker writes: nothing is lost, on either engine."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from pytest_django.fixtures import Settings

from search.criteria import ask
from search.engines import Engine
from search.engines.choosing import engine
from search.finding import find
from search.indexing import drain
from search.rebuilding import Rebuild
from search.writing import BusyError, building, writing
from tests import elasticsearch
from tests.conftest import Cast
from tests.search.engines.conftest import ENGINES
from tests.search.faults.beside import Edits, worker
from tests.search.faults.stock import NOTHING_DIFFERS, differences, nothing_waits, stock

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("seeds_for_those_who_come_after"),
    pytest.mark.parametrize("number", [60, pytest.param(2_000, marks=pytest.mark.soak)]),
]


@pytest.fixture(params=ENGINES)
def in_use(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Engine]:
    url = request.getfixturevalue("node").url if request.param == "elasticsearch" else ""
    settings.ELASTICSEARCH = elasticsearch.own_prefix(url)
    yield engine()
    engine().remove()


def build_anew(asked: Engine) -> str:
    """As `search_rebuild` does, where it would say that another process is at it."""
    with suppress(BusyError), building():
        build = Rebuild(asked)
        build.fill()
        with writing(wait=True):
            build.finish()
        return build.generation.name
    return ""


def test_edits_while_it_is_built_anew_are_all_in_it(in_use: Engine, cast: Cast, number: int) -> None:
    stock(cast, number)
    drain()
    edits = Edits(cast, number)
    edits.start()
    built = [build_anew(in_use)]
    while edits.is_alive():
        built.append(build_anew(in_use))
    drain()
    assert (edits.done, differences()) == (number, NOTHING_DIFFERS)
    assert in_use.holds(built[-1])


def test_and_so_they_are_with_the_worker_writing_all_the_time(in_use: Engine, cast: Cast, number: int) -> None:
    stock(cast, number)
    edits = Edits(cast, number)
    with worker():
        edits.start()
        build_anew(in_use)
        while edits.is_alive():
            build_anew(in_use)
    drain()
    assert (edits.done, nothing_waits(), differences()) == (number, True, NOTHING_DIFFERS)
    assert find(ask("brøker"), user=cast.teammate).engine == in_use.name
