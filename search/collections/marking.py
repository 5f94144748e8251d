"""Marks collections of which a part has other readers now: who sees a heading hangs on who sees what is under it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from materials.models.collection import Entry
from search import numbers
from search.batches import batches
from search.marking import mark_changed
from search.models.standing import Standing
from search.sources import states_of


def mark_around(materials: Iterable[int]) -> None:
    """Of collections with these parts, also such as only an approved text still has, those whose readers changed.

    One query for materials that are in none. Whatever else changes in a material changes nothing of a collection.
    """
    materials = list(materials)
    found: set[int] = set()
    for some in batches(materials):
        found |= set(Entry.objects.filter(material__in=some).values_list("collection_id", flat=True))
    if not found:
        return
    may_differ = any(map(_have_other_readers, batches(materials)))
    for some in batches(sorted(map(numbers.of_collection, found))):
        if may_differ or _differing(some):
            _mark_where_readers_differ(some)


def _have_other_readers(materials: list[int]) -> bool:
    """Whether one of them has, as far as is known, other readers than the index says, or is not in it."""
    rows = Standing.objects.filter(Q(access_changed=True) | Q(in_index=False), material__in=materials)
    return rows.exists()


@transaction.atomic
def _mark_where_readers_differ(collections: list[int]) -> None:
    """Under a lock: two people who each narrow one of two parts would else each see the heading kept by the other.

    Who only writes in a part takes none, so that nobody waits for them.
    """
    list(Standing.objects.select_for_update().filter(material__in=collections).order_by("material"))
    mark_changed(_differing(collections))


def _differing(collections: list[int]) -> list[int]:
    known = dict(Standing.objects.filter(material__in=collections).values_list("material", "indexed_readers"))
    return [number for number, state in states_of(collections).items() if known.get(number) != state.readers]
