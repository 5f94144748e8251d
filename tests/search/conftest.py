"""The installation's own engine, of either kind, and somebody who looks at its pages."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from search.engines import Engine
from search.engines.choosing import engine
from search.engines.elastic.connection import WRITING
from tests import elasticsearch
from tests.conftest import Cast
from tests.search.engines.conftest import ENGINES


@pytest.fixture(params=ENGINES)
def installed(request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """What the pages and commands ask, with nothing in it. Elasticsearch is waited for: what it finds is looked at."""
    url = request.getfixturevalue("node").url if request.param == "elasticsearch" else ""
    settings.ELASTICSEARCH = elasticsearch.own_prefix(url)
    monkeypatch.setattr("search.engines.elastic.connection.ASKING", WRITING)
    yield engine()
    engine().remove()


@pytest.fixture
def schoolmate(cast: Cast) -> Client:
    """A browser of the colleague at the cast's school."""
    client = Client()
    client.force_login(cast.schoolmate, backend="teams.backends.LocalBackend")
    return client
