"""Many materials at once, and what an index and the database say of each other."""

from collections.abc import Callable

from django.utils import timezone

from materials.models.material import Material
from materials.vocabulary import Reach
from search.engines import EngineError
from search.engines.choosing import engine
from search.indexing import drain
from search.models import Standing
from search.verifying import compare
from tests.conftest import Cast

NOTHING_DIFFERS = {"missing": 0, "ghosts": 0, "wrong": 0}


def stock(cast: Cast, number: int) -> list[int]:
    """So many shared materials; their ids."""
    common = {"rights": "own_work", "license": "CC-BY-4.0", "reach": Reach.SCHOOL, "live": True}
    rows = [
        Material(title=f"Brøker {n}", team=cast.team, created_by=cast.owner, last_published_at=timezone.now(), **common)
        for n in range(number)
    ]
    return [row.pk for row in Material.objects.bulk_create(rows)]


def differences() -> dict[str, int]:
    """What `search_verify` counts, what still waits included."""
    return compare(engine().current(), with_pending=True).counts


def make_due() -> None:
    """As if those who wait for another try had waited."""
    Standing.objects.exclude(next_try_at=None).update(next_try_at=None)


def drain_again(times: int, done: Callable[[], bool]) -> None:
    """Drains as the worker does, through every trouble, until it is done."""
    for _ in range(times):
        make_due()
        try:
            drain()
        except EngineError:
            continue
        if done():
            return


def nothing_waits() -> bool:
    return not Standing.objects.filter(pending=True).exists()
