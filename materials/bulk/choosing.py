"""Freezing a choice of materials, and previewing what would be done to them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from materials.bulk.actions import action_of
from materials.bulk.planning import BATCH, Action, Plan, rows_of
from materials.models.bulk import OPEN, BulkAction, BulkChange, BulkItem, BulkState
from materials.models.material import Material
from teams.models.user import User

#: Materials of one change.
MOST = 5_000
#: Choices that one person may keep open; the oldest goes.
MOST_OPEN = 10
#: Materials of a preview that are named.
NAMED = 20


class GoneError(ValidationError):
    """One of the materials is not theirs: no word about which, or whether there is such a one."""

    def __init__(self) -> None:
        super().__init__(_("Not all of these are there to be changed by you. Nothing has been changed. Choose again."))


@transaction.atomic
def choose(ids: Iterable[int], *, by: User) -> BulkChange:
    """Keeps which materials are meant, in this order. Refused whole unless the person may change every one.

    Raises ValidationError for none, for too many, and, in the same words, for what is not there or not theirs.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise ValidationError(_("Choose at least one material."))
    if len(wanted) > MOST:
        raise ValidationError(_("There is room for %(most)s materials at a time. Choose fewer.") % {"most": MOST})
    if _theirs(wanted, by) != len(wanted):
        raise GoneError
    change = BulkChange.objects.create(by=by, total=len(wanted))
    BulkItem.objects.bulk_create((BulkItem(change=change, material_id=pk) for pk in wanted), batch_size=1_000)
    kept = BulkChange.objects.of(by).filter(state__in=OPEN)[:MOST_OPEN]
    BulkChange.objects.of(by).filter(state__in=OPEN).exclude(pk__in=[row.pk for row in kept]).delete()
    return change


def _theirs(ids: list[int], by: User) -> int:
    return sum(
        Material.objects.editable_by(by).filter(pk__in=ids[start : start + BATCH]).count()
        for start in range(0, len(ids), BATCH)
    )


@transaction.atomic
def preview(change: BulkChange, *, action: BulkAction, wish: dict[str, Any], by: User) -> None:
    """Keeps what is to be done, and counts what would come of it; nothing is done yet.

    Raises PermissionDenied for another's change, ValidationError with the reason for what cannot be as a whole.
    """
    row = own(change, by=by)
    if row.state not in OPEN:
        raise ValidationError(_("This has been done already."))
    refuse_foreign(row)
    row.action, row.wish, row.state, row.version = action, wish, BulkState.PREVIEWED, row.version + 1
    row.summary = summary_of(row)
    row.moved_at = timezone.now()
    row.save()


@transaction.atomic
def planned(ids: Iterable[int], *, action: BulkAction, wish: dict[str, Any], by: User) -> BulkChange:
    """Both at once, for pages that know what is to be done before anything is chosen. Raises as they do."""
    change = choose(ids, by=by)
    preview(change, action=action, wish=wish, by=by)
    return change


def own(change: BulkChange, *, by: User) -> BulkChange:
    """The change's row, locked, if it is this person's."""
    row = BulkChange.objects.of(by).select_for_update().filter(pk=change.pk).first()
    if row is None:
        raise PermissionDenied
    return row


def refuse_foreign(change: BulkChange) -> None:
    """Raises ValidationError unless every material that waits is the person's to change at this moment."""
    waiting = change.items.filter(state="waiting")
    theirs = Material.objects.editable_by(User.objects.get(pk=change.by_id)).filter(pk__in=waiting.values("material"))
    if theirs.count() != waiting.count():
        raise GoneError


def summary_of(change: BulkChange) -> dict[str, Any]:
    """Numbers: what changes, what is so already, what is asked, taken back or narrowed, what cannot be and why."""
    action = action_of(change)
    counts: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    left: list[int] = []
    for pk, plan in plans_of(change, action):
        refused.update([plan.reason] if plan.reason else [])
        left += [pk] if plan.reason and len(left) < NAMED else []
        counts.update(["changes", *plan.notes] if plan.changes else [] if plan.reason else ["same"])
    reviewed = change.action == BulkAction.REACH
    action.refuse(counts["review"] if reviewed else counts["changes"], by=change.by)
    if not counts["changes"] and not refused:
        raise ValidationError(_("They are all so already: nothing would change."))
    return {**counts, "refused": dict(refused), "left": left}


def plans_of(change: BulkChange, action: Action) -> Iterator[tuple[int, Plan]]:
    """What would become of each, a stretch at a time."""
    ids = list(change.items.values_list("material", flat=True))
    for start in range(0, len(ids), BATCH):
        rows = rows_of(Material.objects.editable_by(change.by), ids[start : start + BATCH], lock=False)
        yield from action.plan(rows, by=change.by).items()
