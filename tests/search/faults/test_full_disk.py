"""An Elasticsearch whose disk is full: it takes nothing, loses nothing, and says so to the operator."""

from collections.abc import Iterator

import pytest
from django.test import Client

from materials.models.material import Material
from search.background import Indexer
from search.criteria import ask
from search.engines.elastic.engine import ElasticEngine
from search.finding import find
from search.indexing import drain
from search.models import Standing
from search.status import status
from tests.conftest import Cast
from tests.search.faults.proxy import Proxy
from tests.search.faults.stock import NOTHING_DIFFERS, differences, make_due, nothing_waits, stock
from tests.search.faults.visits import Busy

#: A disk with less room than this counts as full; the server lifts a block on any other by itself.
ROOM = {"cluster.routing.allocation.disk.threshold_enabled": True} | {
    f"cluster.routing.allocation.disk.watermark.{stage}": "1000tb" for stage in ("low", "high", "flood_stage")
}


def block(index: ElasticEngine, *, blocked: bool) -> None:
    """As the server does by itself within half a minute when its disk reaches the flood stage."""
    index.client.cluster.put_settings(transient=ROOM if blocked else dict.fromkeys(ROOM))
    on = {"index.blocks.read_only_allow_delete": True if blocked else None}
    index.client.indices.put_settings(index=f"{index.names.prefix}-*", settings=on)


@pytest.fixture
def full(proxy: Proxy, asking: ElasticEngine, cast: Cast) -> Iterator[list[int]]:
    """An index with some materials, and more of them, changed and trashed ones that it could not be told."""
    ids = stock(cast, 30)
    drain()
    block(asking, blocked=True)
    Material.objects.filter(pk__in=ids[:10]).update(language="en")
    Material.objects.filter(pk__in=ids[10:20]).update(trashed_at="2026-01-01T00:00Z")
    stock(cast, 30)
    for _ in range(2):
        make_due()
        Indexer().beat()
    yield ids
    block(asking, blocked=False)


def test_nothing_is_lost_or_given_up_and_all_is_written_when_there_is_room(
    full: list[int], asking: ElasticEngine
) -> None:
    assert Standing.objects.filter(pending=True, tries=0).count() == 50
    assert status().dead == []
    block(asking, blocked=False)
    make_due()
    drain()
    assert differences() == NOTHING_DIFFERS


def test_what_it_holds_is_found_and_the_operator_is_told(full: list[int], cast: Cast, client: Client) -> None:
    results = find(ask("brøker"), user=cast.schoolmate)
    assert (results.engine, results.total) == ("elasticsearch", 20)
    now = status()
    assert (now.answers, now.waiting, "read-only-allow-delete" in now.trouble) == (True, 50, True)
    client.force_login(cast.operator, backend="teams.backends.LocalBackend")
    assert "read-only-allow-delete" in client.get("/admin/words/index/").content.decode()


def test_whoever_browses_searches_and_saves_notices_nothing_and_all_of_it_is_written_later(
    full: list[int], asking: ElasticEngine, cast: Cast
) -> None:
    busy = Busy(cast.owner, cast.team)
    busy.work(30)
    Indexer().beat()
    assert busy.wrong == []
    assert Standing.objects.filter(pending=True).count() > 50
    assert find(ask("brøker"), user=cast.schoolmate).engine == "elasticsearch"
    block(asking, blocked=False)
    make_due()
    drain()
    assert (nothing_waits(), differences()) == (True, NOTHING_DIFFERS)
