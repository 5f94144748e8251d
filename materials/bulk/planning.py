"""What every action says of a material before it touches it, and what it promises to be able to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from materials.adaptations import limits
from materials.holding import hold_rows
from materials.models.bulk import BulkItem
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from teams.models.user import User

#: Materials of one transaction, and of one stretch of a preview.
BATCH = 250


@dataclass(frozen=True)
class Plan:
    """What would become of one material. `reason` is a code of `words.REASONS`; `notes` are counted in the preview."""

    before: dict[str, Any]
    after: dict[str, Any]
    reason: str = ""
    notes: frozenset[str] = frozenset()

    @property
    def changes(self) -> bool:
        return not self.reason and self.before != self.after


class Action(Protocol):
    """Each asks a fixed number of queries a batch, but for materials that editors are looking at."""

    def refuse(self, changes: int, *, by: User) -> None:
        """Raises PermissionDenied or ValidationError when the whole cannot be, so many materials changing."""

    def plan(self, rows: list[Material], *, by: User) -> dict[int, Plan]:
        """For each of the rows what would become of it."""

    def do(self, rows: list[Material], plans: dict[int, Plan], *, by: User, change: str) -> dict[int, dict[str, Any]]:
        """Does it to these rows, which all change; for each what undoing has to find unchanged."""

    def undoable(self, *, by: User) -> MaterialQuerySet:
        """Materials to which the person may undo it now."""

    def undo(self, rows: list[Material], items: dict[int, BulkItem], *, by: User, change: str, asked: bool) -> set[int]:
        """Gives the rows their values back where nobody has changed them; says which it did.

        Nobody has `asked` where a change that was refused halfway is taken back: then no right is needed.
        """


def rows_of(materials: MaterialQuerySet, ids: Iterable[int], *, lock: bool) -> list[Material]:
    """Rows with their teams and schools and without their bodies; locked ones with all that is made from them."""
    ids = list(ids)
    if lock:
        hold_rows(ids)
    found = materials.filter(pk__in=ids).order_by("pk").defer("body", "summary")
    found = found.select_related("team").prefetch_related("team__schools", limits.with_sources())
    return list(found)


def locked_by_another(row: Material, by: User) -> bool:
    return bool(row.locked and row.locked_by_id != by.pk)


def facts(rows: Iterable[Material]) -> dict[int, dict[str, Any]]:
    """What decides who may see each of the materials, in plain values that can be stored and compared.

    Of its sources those that are not `unseen`: at wide reach they are what an editor approved. Asks nothing of the
    database for rows that come with them.
    """
    return {
        row.pk: {
            "team": row.team_id,
            "reach": int(row.reach),
            "live": row.live,
            "revision": row.live_revision_id,
            "shared": row.last_published_at.isoformat() if row.last_published_at else "",
            "first": row.first_published_at.isoformat() if row.first_published_at else "",
            "review": str(row.review),
            "claim": [row.rights, row.license, row.work, row.work_pages],
            "sources": [source.pk for source in row.sources.all() if not source.unseen],
        }
        for row in rows
    }


def facts_now(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The same, read again. Two queries."""
    return facts(Material.objects.filter(pk__in=list(ids)).defer("body", "summary").prefetch_related("sources"))


def is_unmoved(now: dict[str, Any], noted: dict[str, Any] | None) -> bool:
    """Whether the facts are what a change has noted: an older release noted none for some, and fewer of others."""
    return noted is not None and all(now[name] == value for name, value in noted.items())
