"""Making a collection and saying what it is about; giving it to the trash and taking it back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from materials.collections import reviewing
from materials.collections.holding import locked, locked_by_lead
from materials.models.collection import Collection
from materials.models.material import Material
from materials.vocabulary import GRADES, Review
from teams import audit
from teams.models.team import Team
from teams.models.user import User
from teams.permissions import may_lead
from teams.services.leads import hold

#: What a collection says of itself, as its form gives it.
ABOUT = frozenset({"title", "summary", "subject", "grades", "first_week", "last_week", "cover"})
LAST_WEEK_OF_ALL = 53


@transaction.atomic
def create_collection(*, team: Team, title: str, by: User, slug: str | None = None, **about: Any) -> Collection:
    """An empty collection that the team sees. Leads make them; in one's own team one leads.

    `slug` is a fixed address for scripts; people's collections have none, for a taken one would tell of a hidden one.
    """
    hold(team)
    if not may_lead(by, team):
        raise PermissionDenied
    collection = Collection(team=team, title=title, created_by=by, slug=slug)
    _write(collection, about)
    collection.save()
    audit.record("collection.create", by=by, target=collection)
    return collection


@transaction.atomic
def change_about(collection: Collection, *, by: User, base: int, **about: Any) -> None:
    """Saves what the collection says of itself.

    `base` is the version that the person started from: another one's change since is a ValidationError, and theirs
    stands until it has been looked at.
    """
    row = locked(collection, by=by)
    if row.version != base:
        raise ValidationError(_("Somebody has changed this while you wrote. Compare with theirs, and save again."))
    _write(row, about)
    row.version, row.changed_at = row.version + 1, timezone.now()
    row.save()


def _write(row: Collection, about: dict[str, Any]) -> None:
    if unknown := about.keys() - ABOUT:
        raise TypeError(f"Not about a collection: {sorted(unknown)}")
    for name, value in about.items():
        setattr(row, name, value)
    row.clean_fields(exclude={field.name for field in Collection._meta.fields} - ABOUT)
    if not all(grade in GRADES for grade in row.grades):
        raise ValidationError({"grades": _("Grades go from 0 to 10.")})
    weeks = [week for week in (row.first_week, row.last_week) if week is not None]
    if len(weeks) == 1 or not all(1 <= week <= LAST_WEEK_OF_ALL for week in weeks):
        raise ValidationError({"first_week": _("Give the first and the last week, from 1 to 53, or neither.")})


@transaction.atomic
def set_cover(collection: Collection, material: Material | None, *, by: User) -> None:
    """Shows a part's first picture as the cover; None for no cover at all. Who may not see the part sees no cover."""
    row = locked(collection, by=by)
    parts = Material.objects.visible_to(by).filter(in_collections__in=row.entries.standing())
    if material is not None and not parts.filter(pk=material.pk).exists():
        raise PermissionDenied
    Collection.objects.filter(pk=row.pk).update(
        cover=material, picture=None, version=F("version") + 1, changed_at=timezone.now()
    )


@transaction.atomic
def let_members(collection: Collection, *, allowed: bool, by: User) -> None:
    """Lets the team's members arrange the collection, or its leads alone."""
    row = locked_by_lead(collection, by=by)
    Collection.objects.filter(pk=row.pk).update(by_members=allowed)
    audit.record("collection.let_members", by=by, target=row, allowed=allowed)


@transaction.atomic
def trash(collection: Collection, *, by: User) -> None:
    """Puts the collection into the trash; its materials stay where they are."""
    row = locked_by_lead(collection, by=by)
    if row.review == Review.IN_REVIEW:
        reviewing.withdraw(row, by=by)
    Collection.objects.filter(pk=row.pk).update(trashed_at=timezone.now())
    audit.record("collection.trash", by=by, target=row)


@transaction.atomic
def restore(collection: Collection, *, by: User) -> None:
    """Takes it back with the reach it had."""
    if not Collection.objects.in_trash_of(by).filter(pk=collection.pk).exists():
        raise PermissionDenied
    Collection.objects.filter(pk=collection.pk).update(trashed_at=None)
    audit.record("collection.restore", by=by, target=collection)
