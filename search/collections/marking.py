"""Marks collections of which a part has other readers now: who sees a heading hangs on who sees what is under it."""

from collections.abc import Iterable

from django.db import transaction

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
    found: set[int] = set()
    for some in batches(materials):
        found |= set(Entry.objects.filter(material__in=some).values_list("collection_id", flat=True))
    for some in batches(sorted(map(numbers.of_collection, found))):
        _mark_where_readers_differ(some)


@transaction.atomic
def _mark_where_readers_differ(collections: list[int]) -> None:
    """Under a lock: two people who each narrow one of two parts would else each see the heading kept by the other."""
    rows = Standing.objects.select_for_update().filter(material__in=collections).order_by("material")
    known = dict(rows.values_list("material", "indexed_readers"))
    now = states_of(collections)
    mark_changed(number for number, state in now.items() if known.get(number) != state.readers)
