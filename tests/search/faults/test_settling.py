"""Noting what an index took costs few queries, and waits for nobody while it holds what another waits for."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.models import Standing
from search.settling import Written, settle
from tests.conftest import Cast
from tests.search.faults.stock import nothing_waits, stock


def given(ids: list[int], readers: str = "public!") -> list[Written]:
    return [Written(pk, revision, readers) for pk, revision in Standing.objects.values_list("material", "revision")]


def test_many_are_noted_in_as_few_queries_as_some(cast: Cast) -> None:
    counts = []
    for number in (5, 50):
        ids = stock(cast, number)
        with CaptureQueriesContext(connection) as captured:
            settle(given(ids), {})
        counts.append(len(captured))
    assert nothing_waits()
    assert counts[0] == counts[1] <= 12
