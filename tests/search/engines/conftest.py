"""The engines that every law here holds for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines import Engine
from search.engines.embedded.engine import EmbeddedEngine

ENGINES = ["embedded"]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine with an empty generation that answers."""
    yield EmbeddedEngine(tmp_path / "engine")
