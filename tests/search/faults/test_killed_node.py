"""An Elasticsearch that is killed or stands still while everybody goes on working."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client

from materials.models.material import Material
from materials.vocabulary import Reach
from search.background import Indexer
from search.criteria import ask
from search.engines.choosing import engine
from search.engines.elastic.breaker import PAUSE
from search.engines.elastic.engine import ElasticEngine
from search.finding import find
from search.indexing import drain
from search.status import status
from tests import factories
from tests.conftest import Cast
from tests.elasticsearch import Node
from tests.search.faults.conftest import Clock
from tests.search.faults.proxy import Proxy
from tests.search.faults.stock import NOTHING_DIFFERS, differences, nothing_waits, stock
from tests.search.faults.visits import Busy


@contextmanager
def dead(node: Node) -> Iterator[None]:
    node.kill()
    try:
        yield
    finally:
        node.start()


@contextmanager
def standing_still(node: Node) -> Iterator[None]:
    node.pause()
    try:
        yield
    finally:
        node.signal(signal.SIGCONT)
        node.wait()


@pytest.fixture
def filled(proxy: Proxy, asking: ElasticEngine, cast: Cast) -> list[int]:
    ids = stock(cast, 40)
    drain()
    assert answered_by(cast) == "elasticsearch"
    return ids


def answered_by(cast: Cast) -> str:
    return find(ask("brøker"), user=cast.schoolmate).engine


@pytest.mark.parametrize(("requests", "changes"), [(60, 300), pytest.param(1_000, 10_000, marks=pytest.mark.soak)])
def test_while_it_is_dead_everything_works_and_then_all_is_in_it(
    node: Node, filled: list[int], asking: ElasticEngine, cast: Cast, clock: Clock, requests: int, changes: int
) -> None:
    busy = Busy(cast.owner, cast.team)
    with dead(node):
        busy.work(requests)
        Indexer().beat()
        Material.objects.filter(pk__in=filled[:10]).update(trashed_at="2026-01-01T00:00Z")
        stock(cast, changes)
        assert (busy.wrong, answered_by(cast), status().answers) == ([], "database", False)
    clock.now += PAUSE
    Indexer().beat()
    assert (nothing_waits(), differences()) == (True, NOTHING_DIFFERS)
    assert (answered_by(cast), status().trouble) == ("elasticsearch", "")


def test_while_it_stands_still_people_wait_three_times_and_then_no_more(
    node: Node, filled: list[int], proxy: Proxy, cast: Cast, clock: Clock
) -> None:
    proxy.asked.clear()
    with standing_still(node):
        assert [answered_by(cast) for _ in range(20)] == ["database"] * 20
        assert len(proxy.asked) == 3
    clock.now += PAUSE
    assert answered_by(cast) == "elasticsearch"


def test_while_it_stands_still_everything_works_and_then_all_is_in_it(
    node: Node, filled: list[int], cast: Cast, clock: Clock
) -> None:
    busy = Busy(cast.owner, cast.team)
    with standing_still(node):
        Material.objects.filter(pk__in=filled[:10]).update(trashed_at="2026-01-01T00:00Z")
        found = find(ask("brøker"), user=cast.schoolmate)
        assert (found.engine, found.total) == ("database", len(filled) - 10)
        assert find(ask("brøker"), user=cast.stranger).total == 0
        busy.work(30)
        assert busy.wrong == []
    clock.now += PAUSE
    Indexer().beat()
    assert (nothing_waits(), differences(), answered_by(cast)) == (True, NOTHING_DIFFERS, "elasticsearch")


def test_while_it_stands_still_pages_say_so_and_offer_nothing(
    node: Node, filled: list[int], cast: Cast, clock: Clock, client: Client
) -> None:
    """Each of them waits for it: the breaker opens after the third."""
    alike = [factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title="Vulkaner og lava") for _ in range(2)]
    drain()
    addresses = ("/search/?q=vulkaner", f"/search/similar/{alike[0].pk}/", "/search/offer/?q=vulk")
    there = [(False, True), (False, True), (False, True)]
    assert [looked_at(client, address) for address in addresses] == there
    with standing_still(node):
        away = [(True, True), (False, False), (False, False)]
        assert [looked_at(client, address) for address in addresses * 2] == away * 2
    clock.now += PAUSE
    assert [looked_at(client, address) for address in addresses] == there


def looked_at(client: Client, address: str) -> tuple[bool, bool]:
    """Whether a visitor's page says that titles alone are searched, and whether it names what is about volcanoes."""
    page = client.get(address)
    assert page.status_code == 200
    said = page.content.decode().lower()
    return "kigger kun i titler" in said, ">vulkaner" in said


def test_the_worker_is_let_through_to_see_that_it_is_back(
    node: Node, filled: list[int], proxy: Proxy, cast: Cast
) -> None:
    """The breaker keeps people from waiting; where the worker sees it answer, they need not wait for the pause."""
    factories.material(cast.team, cast.owner, title="Vikinger")
    with proxy.having(cut=True):
        assert [answered_by(cast) for _ in range(5)] == ["database"] * 5
    assert answered_by(cast) == "database"
    Indexer().beat()
    assert (nothing_waits(), answered_by(cast)) == (True, "elasticsearch")


def test_a_server_that_has_lost_everything_is_filled_anew(
    filled: list[int], proxy: Proxy, asking: ElasticEngine, cast: Cast
) -> None:
    asking.client.indices.delete(index=[*asking.client.indices.get(index=f"{asking.names.prefix}-*").body])
    assert answered_by(cast) == "database"
    asking._answering = ("", 0.0)  # half a minute later
    Indexer().beat()
    assert (engine().holds(asking.current().name), differences()) == (True, NOTHING_DIFFERS)
    assert answered_by(cast) == "elasticsearch"
