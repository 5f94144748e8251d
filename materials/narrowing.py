"""Writes down which materials reach fewer people after something that was not done for that."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from materials.models.material import Material
from materials.vocabulary import Reach
from teams import audit
from teams.models.user import User


@contextmanager
def narrowing_noted(materials: Iterable[int], *, by: User | None, **detail: Any) -> Iterator[None]:
    """For a block that may narrow these: of each that is published, in the log, as if it had been narrowed by itself.

    Drafts reach nobody yet. Whoever calls holds the rows.
    """
    before = _reaches(Material.objects.filter(pk__in=list(materials)))
    yield
    narrowed: dict[int, list[Material]] = defaultdict(list)
    for pk, reach in _reaches(Material.objects.filter(pk__in=before)).items():
        if reach < before[pk]:
            narrowed[reach].append(Material(pk=pk))
    for reach, found in narrowed.items():
        audit.record_each("material.narrow", by=by, targets=found, reach=Reach(reach).word, **detail)


def _reaches(rows: Any) -> dict[int, int]:
    return dict(rows.filter(live=True).order_by("pk").values_list("pk", "reach"))
