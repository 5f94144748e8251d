"""What is marked as changed while others mark the same: nobody waits in a ring."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.utils import timezone

from search.marking import mark_changed
from search.models import Standing
from search.verifying import Comparison, repair
from tests.conftest import reseed
from tests.waiting import behind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
FIRST, LAST = 1, 2


@pytest.fixture(autouse=True)
def two(transactional_db: None, seeds_for_those_who_come_after: None) -> Iterator[None]:
    """Two rows, which the database finds in the other order than that of their numbers."""
    reseed()
    for number in (LAST, FIRST):
        Standing.objects.create(material=number, changed_at=timezone.now())
    yield


def mended() -> None:
    repair(Comparison(missing=[FIRST, LAST]))


@pytest.mark.parametrize("act", [mended, partial(mark_changed, [FIRST, LAST])])
def test_who_waits_for_a_row_holds_none_that_comes_after_it(act: Callable[[], None]) -> None:
    first = Standing.objects.filter(material=FIRST)
    assert behind(first, act, meanwhile=[partial(mark_changed, [LAST])]) == ["done"]
    assert dict(Standing.objects.values_list("pk", "revision")) == {FIRST: 2, LAST: 3}


def test_who_repairs_holds_nothing_while_it_waits() -> None:
    last = Standing.objects.filter(material=LAST)
    assert behind(last, mended, meanwhile=[partial(mark_changed, [FIRST])]) == ["done"]
    assert dict(Standing.objects.values_list("pk", "revision")) == {FIRST: 3, LAST: 2}
