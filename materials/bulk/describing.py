"""Tags, subjects and grades of many materials: what is of the text."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from materials.bulk import texts
from materials.bulk.planning import Plan, locked_by_another
from materials.forms import MOST_TAGS
from materials.models.bulk import BulkItem
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.models.subject import Subject
from teams.models.user import User


class Describing(ABC):
    """Changes fields of the text; an action says of each text what they become."""

    @abstractmethod
    def becomes(self, text: dict[str, Any]) -> dict[str, Any]:
        """The fields that it sets, from all of `texts.FIELDS`."""

    def why_not(self, becomes: dict[str, Any]) -> str:
        """A code when the text cannot hold that."""
        return ""

    def refuse(self, changes: int, *, by: User) -> None:  # noqa: B027 - the same for both
        """Nothing stands against it as a whole."""

    def plan(self, rows: list[Material], *, by: User) -> dict[int, Plan]:
        now = texts.current(rows)
        return {row.pk: self._plan(row, now[row.pk], by) for row in rows}

    def _plan(self, row: Material, text: dict[str, Any], by: User) -> Plan:
        becomes = self.becomes(text)
        reason = "locked" if locked_by_another(row, by) else self.why_not(becomes)
        waits = row.live and not texts.is_settled(row)
        return Plan({name: text[name] for name in becomes}, becomes, reason, frozenset({"waits"} if waits else ()))

    def do(self, rows: list[Material], plans: dict[int, Plan], *, by: User, change: str) -> dict[int, dict[str, Any]]:
        quiet = {row.pk: row.has_unpublished_changes for row in rows}
        written = texts.write(rows, {pk: plan.after for pk, plan in plans.items()}, by=by)
        return {row.pk: {"written": written[row.pk], "had_changes": quiet[row.pk]} for row in rows}

    def undoable(self, *, by: User) -> MaterialQuerySet:
        return Material.objects.editable_by(by)

    def undo(self, rows: list[Material], items: dict[int, BulkItem], *, by: User, change: str, asked: bool) -> set[int]:
        """A new text on top of the latest with the former values, whatever else of it somebody has changed since."""
        now = texts.current(rows)
        back = [row for row in rows if not locked_by_another(row, by) and _stands(items[row.pk], now[row.pk])]
        ahead = [row for row in back if row.has_unpublished_changes]  # what an editor approved since is no longer so
        alone = [row.pk for row in ahead if row.latest_revision_id == items[row.pk].after["written"]]
        texts.write(back, {row.pk: items[row.pk].before for row in back}, by=by)
        as_before = [pk for pk in alone if not items[pk].after["had_changes"]]
        Material._base_manager.filter(pk__in=as_before, live=True).update(has_unpublished_changes=False)
        return {row.pk for row in back}


def _stands(item: BulkItem, now: dict[str, Any]) -> bool:
    return all(now[name] == item.after[name] for name in item.before)


@dataclass(frozen=True)
class Tags(Describing):
    add: tuple[str, ...]
    remove: tuple[str, ...]

    def becomes(self, text: dict[str, Any]) -> dict[str, Any]:
        kept = [tag for tag in text["tags"] if tag not in self.remove]
        return {"tags": [*kept, *(tag for tag in self.add if tag not in kept)]}

    def why_not(self, becomes: dict[str, Any]) -> str:
        return "tags" if self.add and len(becomes["tags"]) > MOST_TAGS else ""


@dataclass(frozen=True)
class Subjects(Describing):
    """Sets subjects, grades or both; what is empty stays as it is."""

    subjects: tuple[int, ...]
    grades: tuple[int, ...]

    @classmethod
    def wished(cls, wish: dict[str, Any]) -> "Subjects":
        known = Subject.objects.filter(pk__in=wish["subjects"]).values_list("pk", flat=True)
        return cls(tuple(sorted(known)), tuple(wish["grades"]))

    def becomes(self, text: dict[str, Any]) -> dict[str, Any]:
        wished = {"subjects": list(self.subjects), "grades": list(self.grades)}
        return {name: value for name, value in wished.items() if value}
