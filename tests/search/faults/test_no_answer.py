"""An Elasticsearch that does not answer: people get the database's answer at once, and soon nobody waits for it."""

import pytest
from django.test import Client

from materials.vocabulary import Reach
from search.criteria import ask
from search.engines.elastic.breaker import MOST_FAILURES, PAUSE
from search.engines.elastic.engine import ElasticEngine
from search.finding import find
from search.indexing import drain
from search.similar import similar_to
from search.typing_ahead import offer
from tests import factories
from tests.conftest import Cast
from tests.search.faults.conftest import Clock
from tests.search.faults.proxy import Proxy

DOWN = [{"cut": True}, {"status": 429}, {"status": 500}, {"status": 503}]
NOTICE = "looks in titles alone for now"


@pytest.fixture
def filled(proxy: Proxy, asking: ElasticEngine, cast: Cast) -> Cast:
    factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Brøker")
    drain()
    assert answered_by(cast) == "elasticsearch"
    proxy.asked.clear()
    return cast


def answered_by(cast: Cast) -> str:
    """Who answers, and always with what there is to find."""
    results = find(ask("brøker"), user=cast.schoolmate)
    assert [hit.material.title for hit in results.hits] == ["Brøker"]
    return results.engine


def test_whoever_waits_for_it_waits_once_and_after_three_nobody_does(proxy: Proxy, filled: Cast, clock: Clock) -> None:
    with proxy.having(hang=True):
        assert [answered_by(filled) for _ in range(MOST_FAILURES)] == ["database"] * MOST_FAILURES
        assert len(proxy.asked) == MOST_FAILURES
        assert [answered_by(filled) for _ in range(20)] == ["database"] * 20
        assert len(proxy.asked) == MOST_FAILURES
        clock.now += PAUSE
        assert [answered_by(filled) for _ in range(20)] == ["database"] * 20
        assert len(proxy.asked) == MOST_FAILURES + 1
    clock.now += PAUSE
    assert answered_by(filled) == "elasticsearch"


@pytest.mark.parametrize("fault", DOWN)
def test_every_way_of_not_answering_opens_the_breaker(proxy: Proxy, filled: Cast, clock: Clock, fault: object) -> None:
    with proxy.having(path="_search", **dict(fault)):  # type: ignore[call-overload]
        assert [answered_by(filled) for _ in range(10)] == ["database"] * 10
    assert len(proxy.asked) == MOST_FAILURES
    clock.now += PAUSE
    assert answered_by(filled) == "elasticsearch"


def test_the_log_says_once_that_it_stays_away_and_once_that_it_is_back(
    proxy: Proxy, filled: Cast, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with proxy.having(path="_search", status=503):
        assert [answered_by(filled) for _ in range(10)] == ["database"] * 10
        clock.now += PAUSE
        assert [answered_by(filled) for _ in range(10)] == ["database"] * 10
    assert len(proxy.asked) == MOST_FAILURES + 1
    clock.now += PAUSE
    assert [answered_by(filled) for _ in range(3)] == ["elasticsearch"] * 3
    said = [record.getMessage() for record in caplog.records if record.name.startswith("search")]
    assert [line.partition(":")[0] for line in said] == [
        *["The search engine does not answer"] * (MOST_FAILURES - 1),
        "Elasticsearch is asked no more, but for a try every 10 seconds",
        "Elasticsearch is asked again.",
    ]
    assert all("503" in line for line in said[:MOST_FAILURES])


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_what_it_refuses_the_database_answers_and_it_is_asked_again(proxy: Proxy, filled: Cast, status: int) -> None:
    """It is there: one question that it does not take is no reason to ask it no other."""
    with proxy.having(path="_search", status=status):
        assert [answered_by(filled) for _ in range(5)] == ["database"] * 5
    assert len(proxy.asked) == 5
    assert answered_by(filled) == "elasticsearch"


def test_the_page_says_plainly_that_titles_alone_are_searched(proxy: Proxy, filled: Cast, client: Client) -> None:
    filled.schoolmate.language = "en"
    filled.schoolmate.save()
    client.force_login(filled.schoolmate, backend="teams.backends.LocalBackend")
    assert NOTICE not in client.get("/search/?q=brøker").content.decode()
    with proxy.having(cut=True):
        page = client.get("/search/?q=brøker")
    assert (page.status_code, NOTICE in page.content.decode()) == (200, True)


def test_what_would_be_offered_is_left_out_without_a_word(proxy: Proxy, filled: Cast) -> None:
    found, alike = (
        factories.material(filled.team, filled.owner, reach=Reach.SCHOOL, title="Vulkaner og lava") for _ in range(2)
    )
    drain()
    assert similar_to(found, user=filled.schoolmate) == [alike]
    with proxy.having(cut=True):
        assert offer("brø", user=filled.schoolmate).words == []
        assert similar_to(found, user=filled.schoolmate) == []
    assert offer("brø", user=filled.schoolmate).words == ["brøker"]


def test_strangers_find_no_more_while_it_is_away(proxy: Proxy, filled: Cast) -> None:
    with proxy.having(cut=True):
        assert find(ask("brøker"), user=filled.stranger).total == 0
        assert find(ask("brøker"), user=filled.teammate).total == 1
