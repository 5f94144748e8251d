"""Doing a change and undoing it: at once when it is small, else in the background, a batch a transaction."""

from collections.abc import Callable, Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from materials.bulk.actions import action_of
from materials.bulk.choosing import GoneError, own, refuse_foreign
from materials.bulk.ordering import followed, next_items
from materials.bulk.planning import BATCH, rows_of
from materials.bulk.tasks import carry_on
from materials.models.bulk import AT_WORK, OPEN, BulkChange, BulkItem, BulkState, ItemState
from materials.models.material import Material
from teams import audit
from teams.models.user import User
from teams.services.leads import hold_all

#: So many are done while one waits, in one transaction.
AT_ONCE = 200
#: States that end with what was done being taken back, and what the change is then.
BACKWARD = {BulkState.UNDOING: BulkState.UNDONE, BulkState.REFUSING: BulkState.REFUSED}


def start(change: BulkChange, *, version: int, by: User) -> None:
    """Does what was previewed as `version`, or has the background do it.

    Raises ValidationError when something else was previewed since, and, with nothing changed, when one of the
    materials is no longer theirs to change: then the change is over.
    """
    try:
        _start(change, version, by)
    except (PermissionDenied, GoneError) as error:
        mine = BulkChange.objects.of(by).filter(pk=change.pk)
        if not mine.exists():
            raise
        mine.filter(state=BulkState.PREVIEWED).update(state=BulkState.REFUSED)
        raise GoneError from error


@transaction.atomic
def _start(change: BulkChange, version: int, by: User) -> None:
    row = own(change, by=by)
    if row.is_lost:
        _hand_over(row)
        return
    if row.state not in OPEN:
        raise ValidationError(_("This has been done already."))
    if row.state != BulkState.PREVIEWED or row.version != version:
        raise ValidationError(_("Something else was chosen in another window. Look once more before you do it."))
    refuse_foreign(row)
    row.state = BulkState.DOING
    _begin(row, small=row.total <= AT_ONCE)


@transaction.atomic
def undo(change: BulkChange, *, by: User) -> None:
    """Gives each material its former value where nobody has changed it since. Raises ValidationError when too late."""
    row = own(change, by=by)
    until = row.undo_until
    if until is None or until <= timezone.now():
        raise ValidationError(_("This can no longer be undone."))
    row.state = BulkState.UNDOING
    _begin(row, small=row.items.filter(state=ItemState.DONE).count() <= AT_ONCE)


def _begin(row: BulkChange, *, small: bool) -> None:
    row.moved_at, row.stopped = timezone.now(), False
    row.save()
    if not small:
        _hand_over(row)
    while small and _advance(row):
        pass


def _hand_over(row: BulkChange) -> None:
    BulkChange.objects.filter(pk=row.pk).update(stopped=False, moved_at=timezone.now())
    carry_on.enqueue(str(row.pk))


def work(change_id: str) -> None:
    """The background's part: batch after batch until it is done. Run again after a kill, it goes on where it was."""
    went_well = False
    try:
        while _step(change_id):
            pass
        went_well = True
    finally:
        if not went_well:
            BulkChange.objects.filter(pk=change_id).update(stopped=True)


def _step(change_id: str) -> bool:
    """One batch. What is refused halfway is taken back from the beginning: all of it is done, or nothing."""
    try:
        with transaction.atomic():
            row = BulkChange.objects.select_for_update().filter(pk=change_id, state__in=AT_WORK).first()
            return row is not None and _advance(row)
    except (PermissionDenied, ValidationError):
        refused = BulkChange.objects.filter(pk=change_id, state=BulkState.DOING)
        if not refused.update(state=BulkState.REFUSING, moved_at=timezone.now()):
            raise
        return True


def _advance(row: BulkChange) -> bool:
    """One batch of a change that is locked; whether there may be more."""
    forward = row.state == BulkState.DOING
    items = {item.material_id: item for item in next_items(row, forward, BATCH)}
    if not items:
        _end(row)
        return False
    hold_all(_teams_named(row, items.values()))
    take: Callable[[BulkChange, dict[int, BulkItem]], None] = _do if forward else _take_back
    take(row, items)
    _note(items.values())
    BulkChange.objects.filter(pk=row.pk).update(moved_at=timezone.now(), stopped=False)
    return True


def _teams_named(row: BulkChange, items: Iterable[BulkItem]) -> set[int]:
    """The team that is given them, or those that they go back to."""
    return {said["team"] for said in (row.wish, *(item.before for item in items)) if "team" in said}


def _note(items: Iterable[BulkItem]) -> None:
    """Writes the items anew: where a row has the id it is overwritten, which is faster than a branch for each."""
    written = ["state", "reason", "before", "after"]
    BulkItem.objects.bulk_create(items, update_conflicts=True, unique_fields=["id"], update_fields=written)


def _do(row: BulkChange, items: dict[int, BulkItem]) -> None:
    """Asks once more whether everything is theirs, on rows that nobody changes meanwhile."""
    by = User.objects.get(pk=row.by_id)
    action = action_of(row)
    rows = rows_of(Material.objects.editable_by(by), items, lock=True)
    refuse_foreign(row)
    if len(rows) != len(items):
        raise GoneError
    action.refuse(0, by=by)
    plans = action.plan(rows, by=by)
    by_id = {found.pk: found for found in rows}
    changing = [by_id[pk] for pk in items if plans[pk].changes]
    with followed(row, by_id):
        done = action.do(changing, {r.pk: plans[r.pk] for r in changing}, by=by, change=str(row.pk)) if changing else {}
    for pk, item in items.items():
        item.reason = plans[pk].reason
        item.state = ItemState.DONE if pk in done else ItemState.LEFT if item.reason else ItemState.SAME
        item.before, item.after = plans[pk].before, {**plans[pk].after, **done.get(pk, {})}


def _take_back(row: BulkChange, items: dict[int, BulkItem]) -> None:
    """What was refused halfway is taken back by whoever did it, also where they have no right any more."""
    by = User.objects.get(pk=row.by_id)
    back: set[int] = set()
    try:
        action = action_of(row)
    except PermissionDenied:
        action = None
    if action is not None:
        asked = row.state == BulkState.UNDOING
        theirs = action.undoable(by=by) if asked else Material.objects.all()
        rows = rows_of(theirs, items, lock=True)
        back = action.undo(rows, items, by=by, change=str(row.pk), asked=asked) if rows else set()
    for pk, item in items.items():
        item.state = ItemState.UNDONE if pk in back else ItemState.KEPT


def _end(row: BulkChange) -> None:
    over = BACKWARD.get(BulkState(row.state), BulkState.DONE)
    now = timezone.now()
    done_at = now if over == BulkState.DONE else row.done_at
    BulkChange.objects.filter(pk=row.pk).update(state=over, moved_at=now, done_at=done_at, stopped=False)
    counted = row.items.filter(state__in=[ItemState.DONE, ItemState.UNDONE]).count()
    by = User.objects.get(pk=row.by_id)
    audit.record(f"bulk.{over}", by=by, target=row, change=row.action, materials=counted)
