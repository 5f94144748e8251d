"""In what order a change takes its materials, and what it does by the way to those that it has taken already."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db.models import Exists, OuterRef

from materials.bulk.planning import facts_now, is_unmoved
from materials.models.bulk import BulkAction, BulkChange, BulkItem, ItemState
from materials.models.source import Source

#: Actions that may narrow what is made from one of the materials.
NARROWING = {BulkAction.REACH, BulkAction.TEAM, BulkAction.TRASH}


def next_items(row: BulkChange, forward: bool, most: int) -> list[BulkItem]:
    """As chosen. What may narrow takes editions before their sources, and gives back the other way: none has been
    narrowed by its source in an earlier batch by the time what it was is written down.
    """
    left = row.items.filter(state=ItemState.WAITING if forward else ItemState.DONE).order_by("pk")
    if row.action not in NARROWING:
        return list(left[:most])
    others = left.order_by().values("material")
    if forward:
        first = Source.objects.filter(material=OuterRef("material"), adaptation__in=others)
    else:
        first = Source.objects.filter(adaptation=OuterRef("material"), material__in=others)
    free = list(left.exclude(Exists(first))[:most])
    return free or list(left[:most])  # should two be made from each other, neither is first


@contextmanager
def followed(row: BulkChange, batch: Collection[int]) -> Iterator[None]:
    """What is made from these, and was changed before them, may be narrowed with them: that is part of the change.

    Undoing shall find it as it becomes here, unless somebody else has moved it meanwhile. The rows are locked.
    """
    made = Source.objects.filter(material__in=batch).values("adaptation")
    earlier = row.items.filter(state=ItemState.DONE, material__in=made) if row.action in NARROWING else ()
    items = {item.material_id: item for item in earlier}
    before = facts_now(items) if items else {}
    yield
    after = facts_now(items) if items else {}
    still = (items[pk] for pk in before if is_unmoved(before[pk], items[pk].after.get("is")))
    moved = [item for item in still if before[item.material_id] != after[item.material_id]]
    for item in moved:
        item.after["is"] = after[item.material_id]
    BulkItem.objects.bulk_update(moved, ["after"])
