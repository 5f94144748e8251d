"""The engine of this installation."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines import Engine
from search.engines.embedded.engine import EmbeddedEngine


def engine() -> Engine:
    """The engine that the settings name, one for each process: tantivy does not survive a fork."""
    return _embedded(settings.SEARCH_FOLDER, os.getpid())


@contextmanager
def throw_away_engine() -> Iterator[Engine]:
    """An engine of the same kind with nothing in it, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="staffroom-search-") as folder:
        yield EmbeddedEngine(Path(folder))


@lru_cache(maxsize=8)
def _embedded(folder: Path, process: int) -> EmbeddedEngine:
    return EmbeddedEngine(folder / "embedded")
