"""Notes what an index is given, what it took and what it refused."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from search.engines import Refusal
from search.models.standing import UNKNOWN, Standing, StandingQuerySet
from search.schema import IndexedMaterial
from search.sources import existing

#: After so many refusals a material is a dead letter: named on the operator's page, tried again when it changes.
MOST_TRIES = 8
#: Seconds until an index that was too busy for a material is asked again. That is no try: the material is not at fault.
SOON = 2


@dataclass(frozen=True)
class Written:
    """What an index was given of a material."""

    material: int
    revision: int
    readers: str

    @classmethod
    def of(cls, indexed: IndexedMaterial) -> "Written":
        return cls(indexed.material, indexed.revision, indexed.readers)


def nothing_of(materials: Iterable[int]) -> list[Written]:
    """For `settle`, of materials that an index could not be given."""
    rows = Standing.objects.filter(material__in=materials).values_list("material", "revision")
    return [Written(material, revision, UNKNOWN) for material, revision in rows]


def expect(all_written: Iterable[Written]) -> None:
    """Notes, before an index is given these, whose readers it will have wrong or right until somebody says which.

    Whoever is killed in between, or told half of it by the index, leaves the material held back and never open to those
    who were its readers for a moment.
    """
    given = {written.material: written.readers for written in all_written}
    noted = Standing.objects.filter(material__in=given).values_list("material", "indexed_readers", "in_index")
    hold_back([material for material, readers, known in noted if readers != given[material] or not known])


def hold_back(materials: Collection[int]) -> None:
    """From now on an index may hold these, and nobody knows for which readers."""
    unknown = {"in_index": True, "indexed_readers": UNKNOWN, "access_changed": True}
    note_locked(materials, lambda rows: rows_of(rows).update(**unknown))


def settle(all_written: Iterable[Written], refused: Mapping[int, Refusal]) -> None:
    """Notes what the index holds of each now, or why it does not."""
    given = {written.material: written for written in all_written}

    def note(rows: list[Standing]) -> None:
        _refuse([row for row in rows if row.pk in refused and row.revision == given[row.pk].revision], refused)
        _settle([row for row in rows if row.pk not in refused], given)

    note_locked(given, note)


def note_locked(materials: Collection[int], note: Callable[[list[Standing]], object]) -> None:
    """Gives the rows to `note` as they are under a lock: at this moment somebody may be changing one.

    All that are free at once, and each of the others alone when it is its turn: who waits for one row while holding
    others may be waited for, and the database would end it, or the change that somebody is saving. SQLite locks all.
    """
    rows = Standing.objects.order_by("material")
    with transaction.atomic():
        free = list(rows.select_for_update(skip_locked=True).filter(material__in=materials))
        note(free)
    for material in set(materials) - {row.pk for row in free}:
        with transaction.atomic():
            note(list(rows.select_for_update().filter(material=material)))


def rows_of(rows: Iterable[Standing]) -> StandingQuerySet:
    return Standing.objects.filter(material__in=[row.pk for row in rows])


def _settle(rows: list[Standing], given: Mapping[int, Written]) -> None:
    """The index holds these revisions now. If a row has moved on, its readers may have too."""
    same = [row for row in rows if row.revision == given[row.pk].revision]
    moved = [row for row in rows if row.revision != given[row.pk].revision]
    gone = _gone([row.pk for row in same if not given[row.pk].readers])
    Standing.objects.filter(material__in=gone).delete()
    _note_readers([row for row in rows if row.pk not in gone], given)
    settled = {"tries": 0, "reason": ""}
    rows_of(same).update(indexed=F("revision"), pending=False, access_changed=False, next_try_at=None, **settled)
    for row in moved:
        row.indexed = given[row.pk].revision
    Standing.objects.bulk_update(moved, ["indexed"])
    rows_of(moved).update(access_changed=True, **settled)


def _gone(unread: list[int]) -> set[int]:
    """Those without readers that have been purged."""
    return set(unread) - existing(unread)


def _note_readers(rows: list[Standing], given: Mapping[int, Written]) -> None:
    others = [row for row in rows if row.indexed_readers != given[row.pk].readers]
    for row in others:
        row.indexed_readers = given[row.pk].readers
    Standing.objects.bulk_update(others, ["indexed_readers"])


def _refuse(rows: list[Standing], refused: Mapping[int, Refusal]) -> None:
    """Tried again after 1, 2, 4 … seconds."""
    for row in rows:
        refusal = refused[row.pk]
        row.reason = refusal.reason[:2_000]
        row.next_try_at = _later(SOON if refusal.for_now else 2**row.tries)
        row.tries += not refusal.for_now
    Standing.objects.bulk_update(rows, ["reason", "next_try_at", "tries"])


def _later(seconds: int) -> Combinable:
    """By the database's clock, which also says what is due."""
    return ExpressionWrapper(Now() + Value(timedelta(seconds=seconds)), output_field=DateTimeField())
