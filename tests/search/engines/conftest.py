"""The engines that every law here holds for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines import Engine
from search.engines.elastic.engine import ElasticEngine
from search.engines.embedded.engine import EmbeddedEngine
from tests import elasticsearch

ENGINES = ["embedded", "elasticsearch"]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine with an empty generation that answers."""
    if request.param == "embedded":
        yield EmbeddedEngine(tmp_path / "engine")
        return
    yield request.getfixturevalue("elastic")


@pytest.fixture
def elastic(node: elasticsearch.Node) -> Iterator[ElasticEngine]:
    elastic = ElasticEngine(elasticsearch.own_prefix(node.url))
    yield elastic
    elastic.remove()
