"""A proxy with faults before the tests' Elasticsearch, and an engine whose time a test tells."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from search.engines.choosing import engine
from search.engines.elastic.breaker import Breaker
from search.engines.elastic.connection import ASKING
from search.engines.elastic.engine import ElasticEngine
from tests import elasticsearch
from tests.search.faults.proxy import Proxy


class Clock:
    """Stands still until a test moves it on."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def soon(own_index: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here nobody waits longer than the product does, whichever engine all tests ask."""
    monkeypatch.setattr("search.engines.elastic.connection.ASKING", ASKING)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def proxy(node: elasticsearch.Node, settings: Settings) -> Iterator[Proxy]:
    """The installation's engine is Elasticsearch, by way of this proxy."""
    proxy = Proxy(node.port)
    settings.ELASTICSEARCH = elasticsearch.own_prefix(proxy.url)
    yield proxy
    ElasticEngine({**settings.ELASTICSEARCH, "url": node.url}).remove()
    proxy.close()


@pytest.fixture
def asking(clock: Clock) -> ElasticEngine:
    """The engine in use, with a breaker whose time the test tells. Ask for it after a proxy."""
    elastic = engine()
    assert isinstance(elastic, ElasticEngine)
    elastic.breaker = Breaker(clock)
    return elastic
