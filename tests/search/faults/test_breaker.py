"""The breaker: three failures in a row, then one try a pause, however many ask."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.engines import AwayError, EngineError, RefusedError
from search.engines.elastic.breaker import MOST_FAILURES, PAUSE, Breaker
from tests.search.faults.conftest import Clock


def ask(breaker: Breaker, error: type[EngineError] | None = None, *, probing: bool = False) -> str:
    """What came of it: `answered`, `failed`, or `kept away` from the server."""
    came = "kept away"
    try:
        with breaker.asking(probing=probing):
            came = "answered"
            if error:
                came = "failed"
                raise error("made by the tests")
    except EngineError:
        return came
    return came


@pytest.fixture
def opened(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(MOST_FAILURES):
        assert ask(breaker, EngineError) == "failed"
    return breaker


def test_three_failures_in_a_row_open_it(opened: Breaker) -> None:
    assert (opened.is_open, ask(opened)) == (True, "kept away")


def test_who_comes_while_it_is_open_is_told_that_the_log_knows(clock: Clock) -> None:
    """Also who tries in between, and whose failure opens it; those who failed before have something to tell."""
    breaker, raised = Breaker(clock), []
    for _ in range(MOST_FAILURES + 2):
        with pytest.raises(EngineError) as caught, breaker.asking():
            raise EngineError("made by the tests")
        raised.append(caught.type)
        clock.now += PAUSE
    assert raised == [EngineError] * (MOST_FAILURES - 1) + [AwayError] * 3
    ask(breaker, EngineError)
    with pytest.raises(AwayError), breaker.asking():
        pytest.fail("nobody gets here")


def test_an_answer_in_between_starts_the_counting_anew(clock: Clock) -> None:
    breaker = Breaker(clock)
    for error in (EngineError, EngineError, None, EngineError, EngineError):
        ask(breaker, error)
    assert (breaker.is_open, ask(breaker)) == (False, "answered")


def test_after_the_pause_one_may_try_and_its_failure_begins_another_pause(opened: Breaker, clock: Clock) -> None:
    clock.now += PAUSE
    assert [ask(opened, EngineError), ask(opened)] == ["failed", "kept away"]
    clock.now += PAUSE - 1
    assert ask(opened) == "kept away"
    clock.now += 1
    assert [ask(opened), ask(opened), opened.is_open] == ["answered", "answered", False]


def test_who_is_refused_has_been_answered(opened: Breaker, clock: Clock) -> None:
    breaker = Breaker(clock)
    assert [ask(breaker, RefusedError) for _ in range(9)] == ["failed"] * 9
    assert not breaker.is_open
    clock.now += PAUSE
    assert [ask(opened, RefusedError), opened.is_open] == ["failed", False]


def test_who_is_probing_is_let_through_and_opens_the_way_for_others(opened: Breaker) -> None:
    assert ask(opened, EngineError, probing=True) == "failed"
    assert ask(opened) == "kept away"
    assert [ask(opened, probing=True), ask(opened)] == ["answered", "answered"]


def test_of_many_threads_one_tries_and_none_waits_for_it(opened: Breaker, clock: Clock) -> None:
    clock.now += PAUSE
    together, others_are_away = threading.Barrier(8), threading.Semaphore(0)

    def come(_: int) -> str:
        together.wait(timeout=30)
        try:
            with opened.asking():
                assert all(others_are_away.acquire(timeout=30) for _ in range(7))
        except EngineError:
            others_are_away.release()
            return "kept away"
        return "answered"

    with ThreadPoolExecutor(8) as crowd:
        came = list(crowd.map(come, range(8)))
    assert sorted(came) == ["answered"] + ["kept away"] * 7
    assert not opened.is_open
