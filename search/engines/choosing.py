"""The engine of this installation: Elasticsearch where the settings name a server, else the embedded one."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.conf import settings

from search.engines import Engine
from search.engines.embedded.engine import EmbeddedEngine

if TYPE_CHECKING:
    from search.engines.elastic.connection import Server


def engine() -> Engine:
    """One for each process: tantivy does not survive a fork, nor do connections."""
    server = _server()
    return _elastic(os.getpid(), **server) if server["url"] else _embedded(os.getpid(), settings.SEARCH_FOLDER)


@contextmanager
def throw_away_engine() -> Iterator[Engine]:
    """An engine of the same kind with nothing in it, gone afterwards."""
    server = _server()
    own: Engine
    if server["url"]:
        own = _made({**server, "prefix": f"{server['prefix']}-away-{secrets.token_hex(4)}"})
    else:
        own = EmbeddedEngine(Path(tempfile.mkdtemp(prefix="staffroom-search-")))
    try:
        yield own
    finally:
        own.remove()


def _server() -> "Server":
    """As `config.elasticsearch` read it."""
    return cast("Server", settings.ELASTICSEARCH)


@lru_cache(maxsize=8)
def _embedded(process: int, folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine(folder / "embedded")


@lru_cache(maxsize=8)
def _elastic(process: int, *, url: str, api_key: str, user: str, password: str, ca: str, prefix: str) -> Engine:
    return _made({"url": url, "api_key": api_key, "user": user, "password": password, "ca": ca, "prefix": prefix})


def _made(server: "Server") -> Engine:
    """The client takes a quarter of a second to load, and is loaded only where there is a server."""
    from search.engines.elastic.engine import ElasticEngine

    return ElasticEngine(server)
