"""An Elasticsearch that takes only some of what it is given: nothing is lost, and one text stops no other."""

import json

import pytest
from django.core.management import call_command
from django.test import Client

from materials.models.material import Material
from search.engines import EngineError
from search.engines.elastic.engine import ElasticEngine
from search.indexing import drain
from search.models import Standing
from search.rebuilding import rebuild
from search.settling import MOST_TRIES
from search.status import status
from tests.conftest import Cast
from tests.search.faults.proxy import Proxy
from tests.search.faults.stock import NOTHING_DIFFERS, differences, drain_again, make_due, nothing_waits, stock

REASON = "400 made_up_exception: refused by the tests"


@pytest.fixture
def index(proxy: Proxy, asking: ElasticEngine, db: None) -> ElasticEngine:
    """An index that answers, with nothing in it."""
    drain()
    return asking


def test_too_many_requests_are_tried_again_a_little_later(proxy: Proxy, index: ElasticEngine, cast: Cast) -> None:
    ids = stock(cast, 20)
    proxy.asked.clear()
    with proxy.having(path="_bulk", status=429, times=2):
        assert drain() == len(ids)
    assert sum("_bulk" in path for path in proxy.asked) == 3
    assert (nothing_waits(), differences()) == (True, NOTHING_DIFFERS)


def test_while_it_takes_nothing_nothing_is_lost_and_no_try_counts(
    proxy: Proxy, index: ElasticEngine, cast: Cast
) -> None:
    ids = stock(cast, 20)
    with proxy.having(path="_bulk", status=503), pytest.raises(EngineError, match="503"):
        drain()
    assert Standing.objects.filter(pending=True, tries=0).count() == len(ids)
    assert (status().waiting, "503" in status().trouble) == (len(ids), True)
    drain()
    assert (nothing_waits(), differences(), status().trouble) == (True, NOTHING_DIFFERS, "")


@pytest.mark.parametrize("row_status", [429, 500, 400])
@pytest.mark.parametrize("number", [200, pytest.param(5_000, marks=pytest.mark.soak)])
def test_one_row_in_twenty_is_refused_and_all_get_in(
    proxy: Proxy, index: ElasticEngine, cast: Cast, row_status: int, number: int
) -> None:
    ids = stock(cast, number)
    with proxy.having(share=0.05, row_status=row_status):
        drain_again(MOST_TRIES, nothing_waits)
        Material.objects.filter(pk__in=ids[::3]).update(language="en")
        Material.objects.filter(pk__in=ids[::7]).update(trashed_at="2026-01-01T00:00Z")
        drain_again(MOST_TRIES, nothing_waits)
    assert (nothing_waits(), differences()) == (True, NOTHING_DIFFERS)


def test_what_was_too_busy_is_asked_again_and_again_and_gives_up_nobody(
    proxy: Proxy, index: ElasticEngine, cast: Cast
) -> None:
    ids = stock(cast, 3)
    with proxy.having(poison=ids[0], row_status=429):
        drain_again(2, nothing_waits)
    assert (Standing.objects.get(pending=True).tries, status().dead) == (0, [])
    make_due()
    drain()
    assert differences() == NOTHING_DIFFERS


def dead_letter(proxy: Proxy, ids: list[int]) -> int:
    """The first was refused until it was one, and all others were taken at once."""
    with proxy.having(poison=ids[0], row_status=400):
        drain()
        assert set(Standing.objects.filter(pending=True).values_list("material", "tries")) == {(ids[0], 1)}
        for _ in range(MOST_TRIES + 2):
            make_due()
            drain()
    return ids[0]


@pytest.fixture
def poison(proxy: Proxy, index: ElasticEngine, cast: Cast) -> int:
    return dead_letter(proxy, stock(cast, 5))


def test_one_poison_document_of_500_keeps_no_other_out_and_is_a_dead_letter(
    proxy: Proxy, index: ElasticEngine, cast: Cast
) -> None:
    poison = dead_letter(proxy, stock(cast, 500))
    assert differences() == {**NOTHING_DIFFERS, "missing": 1}
    (letter,) = status().dead
    assert (letter.material, letter.tries, letter.reason) == (poison, MOST_TRIES, REASON)


def test_a_dead_letter_is_named_to_the_operator_with_its_reason(
    poison: int, cast: Cast, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("search_status", "--json")
    said = json.loads(capsys.readouterr().out)
    assert said["dead_letters"] == [{"material": poison, "tries": MOST_TRIES, "reason": REASON}]
    client.force_login(cast.operator, backend="teams.backends.LocalBackend")
    page = client.get("/admin/words/index/").content.decode()
    assert (f">{poison}</a>" in page, REASON in page) == (True, True)


def test_a_dead_letter_is_tried_again_when_it_changes(poison: int) -> None:
    Material.objects.filter(pk=poison).update(language="en")
    drain()
    assert (nothing_waits(), differences(), status().dead) == (True, NOTHING_DIFFERS, [])


def test_one_poison_document_does_not_keep_a_new_index_from_answering(
    proxy: Proxy, index: ElasticEngine, cast: Cast
) -> None:
    ids = stock(cast, 20)
    with proxy.having(poison=ids[5], row_status=400):
        rebuild(index)
        drain()
        assert (status().answers, differences()) == (True, {**NOTHING_DIFFERS, "missing": 1})
    assert Standing.objects.get(pending=True).reason == REASON


def test_an_index_that_takes_nothing_more_never_comes_to_answer(proxy: Proxy, index: ElasticEngine, cast: Cast) -> None:
    stock(cast, 20)
    before = index.current().name
    with proxy.having(path="_bulk", share=1.0, row_status=400), pytest.raises(EngineError):
        rebuild(index)
    assert index.current().name == before
