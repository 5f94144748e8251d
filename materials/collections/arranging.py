"""What curators do with a collection's lines: add, move, note, take out, put back. Each locks the collection's row."""

from collections.abc import Callable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from materials.collections.holding import locked
from materials.collections.news import tell_followers
from materials.collections.ordering import Spot, into
from materials.models.collection import Collection, Entry
from materials.models.material import Material
from teams.models.user import User

#: Lines of one collection: a pack and a page hold it whole.
MOST_LINES = 200
Arrange = Callable[[Sequence[Spot]], list[Spot]]


class ChangedMeanwhileError(ValidationError):
    """Somebody else has changed a note; `theirs` is what stands there now."""

    def __init__(self, theirs: str) -> None:
        super().__init__(_("Somebody has changed this while you wrote. Compare with theirs, and save again."))
        self.theirs = theirs


@transaction.atomic
def add_part(
    collection: Collection, material: Material, *, by: User, note: str = "", heading: int | None = None
) -> Entry:
    """Puts a material at the end, or at the end of a section. One that is in it already stays as it is."""
    row = locked(collection, by=by)
    if not Material.objects.visible_to(by).filter(pk=material.pk).exists():
        raise PermissionDenied
    there = row.entries.standing().filter(material=material).first()
    if there is not None:
        return there
    entry = _add(row, Entry(collection=row, material=material, text=note.strip()))
    if heading is not None and row.entries.standing().filter(pk=heading, material=None).exists():
        _arrange(row, lambda spots: into(spots, entry.pk, heading), by=by)
    tell_followers(row, [entry], by=by)
    return entry


@transaction.atomic
def add_section(collection: Collection, title: str, *, by: User) -> Entry:
    """A heading at the end."""
    row = locked(collection, by=by)
    if not title.strip():
        raise ValidationError(_("Give the section a heading."))
    return _add(row, Entry(collection=row, text=title.strip()))


def _add(row: Collection, entry: Entry) -> Entry:
    _refuse_full(row)
    last = row.entries.order_by("-position").first()
    entry.position = last.position + 1 if last else 0
    entry.refuse_long_text()
    entry.save()
    return entry


def _refuse_full(row: Collection) -> None:
    if row.entries.standing().count() >= MOST_LINES:
        raise ValidationError(_("There is room for %(most)s lines. Make another collection.") % {"most": MOST_LINES})


@transaction.atomic
def move(collection: Collection, entry_id: int, arrange: Arrange, *, by: User, neighbor: int | None = None) -> None:
    """Moves one line as `arrange` says (see `ordering`), on the order as it is now.

    Raises ValidationError when the line or its neighbor is no longer there, or not for this person.
    """
    row = locked(collection, by=by)
    known = _known(row, by)
    gone = not row.entries.standing().filter(pk=entry_id).exists()
    if gone or not {entry_id, neighbor} - {None} <= known:
        raise ValidationError(_("Somebody has taken it out meanwhile. Look at the list again."))
    try:
        _arrange(row, arrange, by=by)
    except LookupError as error:
        raise ValidationError(_("It cannot stand there. Choose another place.")) from error
    Entry.objects.filter(pk=entry_id).update(changed_at=timezone.now())


def _known(row: Collection, by: User) -> set[int]:
    """Lines that the person may know of: headings, and parts whose materials they see, also those just taken out."""
    entries = row.entries.values_list("pk", "material_id")
    materials = [material for _pk, material in entries if material is not None]
    visible = set(Material.objects.visible_to(by).filter(pk__in=materials).values_list("pk", flat=True))
    return {pk for pk, material in entries if material is None or material in visible}


def _arrange(row: Collection, arrange: Arrange, *, by: User) -> None:
    known = _known(row, by)
    entries = {entry.pk: entry for entry in row.entries.all()}
    spots = [
        Spot(entry.pk, entry.is_heading and entry.stands, entry.stands and entry.pk in known)
        for entry in entries.values()
    ]
    moved = []
    for position, spot in enumerate(arrange(spots)):
        entry = entries[spot.entry]
        if entry.position != position:
            entry.position = position
            moved.append(entry)
    Entry.objects.bulk_update(moved, ["position"])


@transaction.atomic
def set_text(entry: Entry, text: str, *, base: int, by: User) -> None:
    """Changes a note, or a heading's words. Raises ChangedMeanwhileError over somebody else's change since `base`."""
    row = locked(entry.collection, by=by)
    now = standing_entry(row, entry.pk, by=by)
    if now.is_heading and not text.strip():
        raise ValidationError(_("Give the section a heading."))
    if now.version != base:
        raise ChangedMeanwhileError(now.text)
    now.text = text.strip()
    now.refuse_long_text()
    Entry.objects.filter(pk=now.pk).update(text=now.text, version=F("version") + 1, changed_at=timezone.now())


@transaction.atomic
def remove(entry: Entry, *, by: User) -> bool:
    """Takes a line out. Parts under a heading stay, under the heading above. It can be put back for thirty days.

    Returns whether the collection has lost its cover with it.
    """
    row = locked(entry.collection, by=by)
    now = standing_entry(row, entry.pk, by=by)
    Entry.objects.filter(pk=now.pk).update(removed_at=timezone.now())
    was_cover = now.material_id is not None and row.cover_id == now.material_id
    if was_cover:
        Collection.objects.filter(pk=row.pk).update(cover=None)
    return was_cover


@transaction.atomic
def put_back(entry: Entry, *, by: User, as_cover: bool = False) -> None:
    """Undoes that: the line is where it was. A material that came in again meanwhile stays where it is now.

    `as_cover` is for what was the cover: it is so again, unless there is another one by now. Raises ValidationError
    where there is no room for it any more.
    """
    row = locked(entry.collection, by=by)
    if entry.pk not in _known(row, by):
        raise PermissionDenied
    again = entry.material_id is not None and row.entries.standing().filter(material=entry.material_id).exists()
    gone = row.entries.filter(pk=entry.pk).exclude(removed_at=None)
    if not again and gone.exists():
        _refuse_full(row)
        gone.update(removed_at=None)
    if as_cover:
        Collection.objects.filter(pk=row.pk, cover=None, picture=None).update(cover=entry.material_id)


def standing_entry(row: Collection, entry_id: int, *, by: User) -> Entry:
    """The line, if it stands and this person may know of it. Raises ValidationError otherwise."""
    entry = row.entries.standing().filter(pk=entry_id).first()
    if entry is None or entry.pk not in _known(row, by):
        raise ValidationError(_("Somebody has taken it out meanwhile. Look at the list again."))
    return entry
