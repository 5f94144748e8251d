"""Putting many materials into a collection that one arranges."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from materials.bulk.planning import Plan
from materials.collections.arranging import MOST_LINES
from materials.collections.holding import locked
from materials.collections.news import tell_followers
from materials.models.bulk import BulkItem
from materials.models.collection import Collection, Entry
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from teams.models.user import User


@dataclass(frozen=True)
class Collecting:
    collection: Collection

    @classmethod
    def wished(cls, wish: dict[str, Any]) -> "Collecting":
        """Raises PermissionDenied for a collection that is gone."""
        collection = Collection.objects.filter(pk=wish["collection"]).first()
        if collection is None:
            raise PermissionDenied
        return cls(collection)

    def refuse(self, changes: int, *, by: User) -> None:
        if not Collection.objects.curated_by(by).filter(pk=self.collection.pk).exists():
            raise PermissionDenied
        if changes + self.collection.entries.standing().count() > MOST_LINES:  # not how many: some may be hidden
            raise ValidationError(
                _("There is room for %(most)s lines. Make another collection.") % {"most": MOST_LINES}
            )

    def plan(self, rows: list[Material], *, by: User) -> dict[int, Plan]:
        there = set(self.collection.entries.standing().exclude(material=None).values_list("material", flat=True))
        return {row.pk: Plan({"part": row.pk in there}, {"part": True}) for row in rows}

    def do(self, rows: list[Material], plans: dict[int, Plan], *, by: User, change: str) -> dict[int, dict[str, Any]]:
        """At the end, in the order of the choice. The collection's row is locked: two curators' parts both count."""
        row = locked(self.collection, by=by)
        self.refuse(len(rows), by=by)
        last, now = row.entries.aggregate(last=Max("position"))["last"], timezone.now()
        first = 0 if last is None else last + 1
        made = Entry.objects.bulk_create(
            Entry(collection=row, material=material, position=position, changed_at=now)
            for position, material in enumerate(rows, first)
        )
        tell_followers(row, made, by=by)
        return {entry.material_id: {"entry": entry.pk, "at": now.isoformat()} for entry in made if entry.material_id}

    def undoable(self, *, by: User) -> MaterialQuerySet:
        return Material.objects.visible_to(by)

    def undo(self, rows: list[Material], items: dict[int, BulkItem], *, by: User, change: str, asked: bool) -> set[int]:
        """Takes out what stands there as it was put in; what somebody has moved or noted on since is theirs."""
        mine = Collection.objects.curated_by(by) if asked else Collection.objects.all()
        row = mine.filter(pk=self.collection.pk).select_for_update().first()
        if row is None:
            return set()
        at = {items[material.pk].after["entry"]: items[material.pk].after["at"] for material in rows}
        untouched = row.entries.standing().filter(pk__in=at, version=0, text="")
        put_in = {
            entry.pk: entry.material_id for entry in untouched if entry.changed_at == parse_datetime(at[entry.pk])
        }
        row.entries.filter(pk__in=put_in).update(removed_at=timezone.now())
        Collection.objects.filter(pk=row.pk, cover__in=put_in.values()).update(cover=None)
        return {material for material in put_in.values() if material}
