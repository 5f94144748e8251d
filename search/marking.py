"""Marks materials and collections as changed, inside the transaction that changes them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now

from search.models.standing import Standing
from search.sources import states_of, titles_of

#: Of more than so many at once it is not looked up who reads each: all are held back until they are indexed.
LOOKED_AT = 500


def mark_changed(ids: Iterable[int]) -> None:
    """Counts up what has these numbers and, where their readers are no longer those in the index, holds them back."""
    ids = sorted(set(ids))
    for start in range(0, len(ids), LOOKED_AT):
        _mark(ids[start : start + LOOKED_AT], look=len(ids) <= LOOKED_AT)


@transaction.atomic(savepoint=False)
def _mark(ids: list[int], *, look: bool) -> None:
    """One update takes its rows in any order it likes; of several they are locked in that of their numbers before."""
    changed = Standing.objects.filter(material__in=ids)
    if len(ids) > 1:
        list(changed.order_by("material").select_for_update(no_key=True).values_list("pk", flat=True))
    known = changed.update(revision=F("revision") + 1, pending=True, changed_at=Now(), tries=0, next_try_at=None)
    if known < len(ids):
        _add(set(ids) - set(changed.values_list("material", flat=True)))
    if look:
        _look(ids)
    else:
        changed.update(access_changed=F("in_index"))


def _add(new: set[int]) -> None:
    titles = titles_of(new)
    Standing.objects.bulk_create(
        [Standing(material=pk, title=titles.get(pk, ""), changed_at=Now()) for pk in sorted(new)], ignore_conflicts=True
    )


def _look(ids: list[int]) -> None:
    """Compares in the database, on the row as it is when it is written: the indexer may be at it at this moment."""
    found = states_of(ids)
    by_readers: dict[str, list[int]] = defaultdict(list)
    for pk in ids:
        by_readers[found[pk].readers if pk in found else ""].append(pk)
    for readers, same in by_readers.items():
        differs = Q(in_index=True) & ~Q(indexed_readers=readers)
        Standing.objects.filter(material__in=same).update(
            access_changed=Case(When(differs, then=Value(True)), default=Value(False))
        )
    for pk, title in Standing.objects.filter(material__in=found).values_list("material", "title"):
        if title != (now := found[pk].title):
            Standing.objects.filter(material=pk).update(title=now)
