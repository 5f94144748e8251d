"""Killing the site, its workers and the search engine leaves an index that is what the database says."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from search.engines.elastic.engine import ElasticEngine
from tests import elasticsearch
from tests.search.faults.proxy import Proxy
from tests.site.killed.installation import Installation
from tests.site.killed.killing import NAMES, write_and_kill

ROUNDS = [(60, 2), pytest.param(2_000, 40, marks=pytest.mark.soak)]
SECONDS_TO_CATCH_UP = 120


@dataclass
class WithNode(Installation):
    """Its Elasticsearch dies with it, and comes back while people are writing again; it is killed when it answers."""

    node: elasticsearch.Node | None = None

    def start(self) -> None:
        if self.node is not None and self.node.process is not None and self.node.process.poll() is not None:
            self.node.launch()
        super().start()

    def kill(self) -> None:
        if self.running and self.node is not None:
            self.node.wait()
            self.node.kill()
        super().kill()


@pytest.fixture
def on_elasticsearch(tmp_path: Path, node: elasticsearch.Node) -> Iterator[WithNode]:
    """By way of a proxy that refuses one row in twenty."""
    proxy = Proxy(node.port, seed=len(NAMES))
    site = WithNode(tmp_path, engine=proxy.url, node=node)
    site.settle(NAMES)
    with proxy.having(share=0.05, row_status=500):
        yield site
    Installation.kill(site)
    ElasticEngine({**elasticsearch.own_prefix(node.url), "prefix": "staffroom"}).remove()
    proxy.close()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Installation]:
    site = Installation(tmp_path)
    site.settle(NAMES)
    yield site
    site.kill()


def until_nothing_waits(site: Installation) -> list[tuple[object, ...]]:
    """What still waits, with the reason, when all is written or the time is up."""
    until(lambda: not waiting(site))
    return waiting(site)


def until(is_so: Callable[[], object]) -> bool:
    """Whether it comes to be so before the time is up."""
    deadline, pause = time.monotonic() + SECONDS_TO_CATCH_UP, threading.Event()
    while not (so := bool(is_so())) and time.monotonic() < deadline:
        pause.wait(0.2)
    return so


def waiting(site: Installation) -> list[tuple[object, ...]]:
    return site.rows("SELECT material, tries, reason FROM search_standing WHERE pending")


def verified(site: Installation) -> dict[str, int]:
    said: dict[str, int] = json.loads(site.run("manage.py", "search_verify", "--json"))
    return said


@pytest.mark.parametrize(("writes", "kills"), ROUNDS)
def test_elasticsearch_and_everybody_who_writes_to_it_are_killed(
    on_elasticsearch: WithNode, writes: int, kills: int
) -> None:
    teachers = write_and_kill(on_elasticsearch, writes, kills)
    assert [teacher.wrong for teacher in teachers] == [[], [], []]
    assert on_elasticsearch.node is not None
    on_elasticsearch.node.wait()
    assert until_nothing_waits(on_elasticsearch) == []
    assert verified(on_elasticsearch) == {"missing": 0, "ghosts": 0, "wrong": 0}


@pytest.mark.parametrize(("writes", "kills"), ROUNDS)
def test_everybody_who_writes_to_the_embedded_index_is_killed(embedded: Installation, writes: int, kills: int) -> None:
    teachers = write_and_kill(embedded, writes, kills)
    assert [teacher.wrong for teacher in teachers] == [[], [], []]
    assert until_nothing_waits(embedded) == []
    assert verified(embedded) == {"missing": 0, "ghosts": 0, "wrong": 0}
