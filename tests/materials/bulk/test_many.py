"""As many as a change may have: in time, with a fixed number of queries a batch, and with a true index afterwards."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from materials.bulk import choosing, doing
from materials.models.bulk import BulkAction, BulkChange
from materials.models.material import Material
from materials.models.subject import Subject
from search.engines.choosing import engine
from search.indexing import drain
from search.verifying import verify
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.planting import plant

#: Seconds for 5,000, of whatever action.
PROMISED = 30.0
ACTIONS = ["tags", "subjects", "reach", "team", "trash"]
Wishes = Callable[[str], dict[str, Any]]


@pytest.fixture
def wishes(cast: Cast) -> Wishes:
    other = factories.team(cast.teammate, of=[cast.school], lead=cast.lead)
    subjects = [subject.pk for subject in Subject.objects.all()[:2]]
    wished: dict[str, dict[str, Any]] = {
        "tags": {"add": ["brøker"], "remove": ["gammel"]},
        "subjects": {"subjects": subjects, "grades": [4, 5]},
        "reach": {"reach": 2},
        "team": {"team": other.pk},
        "trash": {},
    }
    return wished.__getitem__


def begun(cast: Cast, ids: list[int], action: str, wish: dict[str, Any]) -> BulkChange:
    change = choosing.choose(ids, by=cast.lead)
    choosing.preview(change, action=BulkAction(action), wish=wish, by=cast.lead)
    doing.start(change, version=1, by=cast.lead)
    return BulkChange.objects.get(pk=change.pk)


def values(action: str) -> list[tuple[object, ...]]:
    """What undoing gives back. Other tags and subjects are published, and their undoing is published as well."""
    fields = ["pk", "tags", "grades", "reach", "live", "team", "trashed_at"]
    fields += [] if action in {"tags", "subjects"} else ["last_published_at"]
    return list(Material.objects.order_by("pk").values_list(*fields))


@pytest.mark.parametrize("number", [260, pytest.param(5_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("action", ACTIONS)
def test_all_of_them_are_changed_in_time_and_undone(cast: Cast, wishes: Wishes, action: str, number: int) -> None:
    ids = plant(cast.team, cast.lead, number)
    drain()
    before = values(action)
    change = begun(cast, ids, action, wishes(action))
    began = time.monotonic()
    doing.work(str(change.pk))
    assert time.monotonic() - began <= PROMISED
    drain()
    assert (values(action) != before, bool(verify(engine()))) == (True, False)
    doing.undo(change, by=cast.lead)
    doing.work(str(change.pk))
    drain()
    assert (values(action) == before, bool(verify(engine()))) == (True, False)


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def counted(cast: Cast, number: int, action: str, wish: dict[str, Any]) -> tuple[int, int]:
    """Queries of a change, and of its undoing, each one batch."""
    change = choosing.choose(plant(cast.team, cast.lead, number), by=cast.lead)
    choosing.preview(change, action=BulkAction(action), wish=wish, by=cast.lead)
    does = queries(lambda: doing.start(change, version=1, by=cast.lead))
    return does, queries(lambda: doing.undo(change, by=cast.lead))


@pytest.mark.parametrize("action", ACTIONS)
def test_a_batch_costs_the_same_number_of_queries_whatever_is_in_it(cast: Cast, wishes: Wishes, action: str) -> None:
    counted(cast, 6, action, wishes(action))
    assert counted(cast, 6, action, wishes(action)) == counted(cast, 36, action, wishes(action))
