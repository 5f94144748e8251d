"""Who may see many materials: narrower and up to the school at once, wider as a question to the editors each."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, PositiveSmallIntegerField, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from materials import review, rights
from materials.bulk.planning import Plan, facts, facts_now, is_unmoved, locked_by_another
from materials.models.bulk import BulkItem
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.models.submission import Submission, WaitingRights
from materials.services import sharing
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Reach, Review
from teams import audit
from teams.models.user import User

#: Each of these is a question to an editor.
MOST_ASKED = 50


@dataclass(frozen=True)
class Reaching:
    """Changes who sees what is shared, and shares drafts as they stand; changes that wait stay with the team."""

    reach: Reach

    def refuse(self, changes: int, *, by: User) -> None:
        """`changes` are those that the editors would be asked about, see `planning.refuse`."""
        if self.reach > WIDEST_WITHOUT_REVIEW and changes > MOST_ASKED:
            raise ValidationError(
                _("An editor looks at each of them, so there is room for %(most)s at a time. Choose fewer.")
                % {"most": MOST_ASKED}
            )

    def plan(self, rows: list[Material], *, by: User) -> dict[int, Plan]:
        return {row.pk: self._plan(row, by) for row in rows}

    def _plan(self, row: Material, by: User) -> Plan:
        before = {"reach": int(row.reach), "live": row.live, "asked": int(row.wanted_reach or 0)}
        narrows = row.live and self.reach < row.reach
        if row.live and self.reach == row.reach:
            return Plan(before, before)
        notes = set() if row.live else {"drafts"}
        if narrows and row.review == Review.IN_REVIEW:
            notes.add("withdrawn")
        if self._asks(row):
            after, notes = {**before, "asked": int(self.reach)}, notes | {"review"}
        else:
            after = {"reach": int(self.reach), "live": True, "asked": 0 if narrows else before["asked"]}
        return Plan(before, after, self._why_not(row, narrows, by), frozenset(notes))

    def _asks(self, row: Material) -> bool:
        """Whether it becomes a question to the editors; what is shared more widely already is narrowed instead."""
        return self.reach > WIDEST_WITHOUT_REVIEW and not (row.live and self.reach < row.reach)

    def _why_not(self, row: Material, narrows: bool, by: User) -> str:
        if locked_by_another(row, by):
            return "locked"
        if rights.why_not(self.reach, row.rights, row.license, several_schools=row.of_several_schools()):
            return f"rights:{row.rights}"
        if self.reach > row.source_cap:
            return "source"
        waits = row.review == Review.IN_REVIEW and not narrows
        return "in_review" if waits and not self._asks(row) else ""

    def do(self, rows: list[Material], plans: dict[int, Plan], *, by: User, change: str) -> dict[int, dict[str, Any]]:
        before = facts(rows)
        waiting = set(WaitingRights.objects.filter(material__in=before).values_list("material", flat=True))
        alike: dict[str, list[Material]] = defaultdict(list)
        for row in rows:
            alike[self._way(row, row.pk in waiting)].append(row)
        self.refuse(sum(map(self._asks, rows)), by=by)
        for row in alike["alone"]:
            sharing.share(row, reach=self.reach, by=by)
        for row in alike["narrow_alone"]:
            row.refresh_from_db(fields=["reach", "review"])  # narrower already where it is made from one before it
            sharing.narrow(row, reach=min(self.reach, Reach(row.reach)), by=by)
        self._write(alike, by, change)
        now, asked = facts_now(before), _open_submissions(before)
        return {pk: {"was": before[pk], "is": now[pk], "submission": asked.get(pk, 0)} for pk in before}

    def _way(self, row: Material, has_waiting_rights: bool) -> str:
        """In what company a material is done: the editors' ones alone, each by the service that knows them."""
        if row.live and self.reach < row.reach:
            return "narrow_alone" if has_waiting_rights or row.review == Review.IN_REVIEW else "narrow"
        if self._asks(row) or (row.review and not row.live):
            return "alone"
        return "widen" if row.live else "publish"

    def _write(self, alike: dict[str, list[Material]], by: User, change: str) -> None:
        ids = {way: [row.pk for row in found] for way, found in alike.items()}
        reach, now = _within_cap(self.reach), timezone.now()
        Material.objects.filter(pk__in=ids.get("narrow", [])).update(reach=reach)
        # News to those whom it reaches now, as when one material is shared.
        Material.objects.filter(pk__in=ids.get("widen", [])).update(reach=reach, last_published_at=now)
        Material.objects.filter(pk__in=ids.get("publish", [])).update(
            reach=reach,
            live=True,
            live_revision=F("latest_revision"),
            has_unpublished_changes=False,
            last_published_at=now,
            first_published_at=Coalesce(F("first_published_at"), now),
        )
        detail = {"reach": self.reach.word, "bulk": change}
        audit.record_each("material.narrow", by=by, targets=alike["narrow"], **detail)
        audit.record_each("material.share", by=by, targets=[*alike["widen"], *alike["publish"]], **detail)

    def undoable(self, *, by: User) -> MaterialQuerySet:
        return Material.objects.editable_by(by)

    def undo(self, rows: list[Material], items: dict[int, BulkItem], *, by: User, change: str, asked: bool) -> set[int]:
        """Questions are taken back while they are open; the rest is as it was, if nothing about it has moved since."""
        now, open_ones = facts(rows), _open_submissions(items)
        unlocked = [row for row in rows if not locked_by_another(row, by)]
        mine = [row for row in unlocked if _is_mine(items[row.pk], open_ones.get(row.pk))]
        for row in mine:
            review.withdraw(row, by=by)
        others = [row for row in unlocked if not items[row.pk].after["submission"]]
        still = [row for row in others if is_unmoved(now[row.pk], items[row.pk].after["is"])]
        return {row.pk for row in mine} | give_back(still, items, by=by, change=change)


def give_back(rows: list[Material], items: dict[int, BulkItem], *, by: User, change: str) -> set[int]:
    """Gives each the reach it had, where its rights allow that still, and makes a draft of what was one.

    When each was shared is as it was: what goes back to fewer readers has not been shared with them today.
    """
    was = {row.pk: items[row.pk].after["was"] for row in rows}
    same = [row for row in rows if was[row.pk]["claim"] == items[row.pk].after["is"]["claim"]]
    back = _reach_back([row for row in same if was[row.pk]["live"]], was, by, change)
    drafts = [row for row in rows if not was[row.pk]["live"] and _can_be_draft(row)]
    _make_drafts(drafts, was, by, change)
    return {row.pk for row in (*drafts, *back)}


def give_back_narrowed(ids: list[int], items: dict[int, BulkItem], *, by: User, change: str) -> None:
    """The same of those among them that reach less since: the change narrowed them by the way."""
    rows = Material.objects.filter(pk__in=ids, live=True).defer("body", "summary")
    narrowed = [row for row in rows if row.reach < items[row.pk].after["was"]["reach"]]
    give_back(narrowed, items, by=by, change=change)


def _reach_back(rows: list[Material], was: dict[int, dict[str, Any]], by: User, change: str) -> list[Material]:
    """In rounds: a source that has its reach again makes room for what is made from it, whichever of them is older."""
    back, left = list[Material](), rows
    while fits := [row for row in left if was[row.pk]["reach"] <= row.reach_cap]:
        _give_reach(fits, was, by, change)
        back += fits
        narrow = {row.pk for row in left} - {row.pk for row in fits}
        left = list(Material.objects.filter(pk__in=narrow).defer("body", "summary"))
    return back


def _give_reach(rows: list[Material], was: dict[int, dict[str, Any]], by: User, change: str) -> None:
    by_reach: dict[int, list[Material]] = defaultdict(list)
    for row in rows:
        row.last_published_at = parse_datetime(was[row.pk]["shared"])
        by_reach[was[row.pk]["reach"]].append(row)
    Material._base_manager.bulk_update(rows, ["last_published_at"])
    for reach, found in by_reach.items():
        Material.objects.filter(pk__in=[row.pk for row in found]).update(reach=_within_cap(reach))
        audit.record_each("material.reach_back", by=by, targets=found, reach=Reach(reach).word, bulk=change)


def _make_drafts(rows: list[Material], was: dict[int, dict[str, Any]], by: User, change: str) -> None:
    for row in rows:
        row.live, row.live_revision, row.has_unpublished_changes = False, None, True
        row.reach = min(was[row.pk]["reach"], row.reach_cap)
        row.last_published_at, row.first_published_at = (parse_datetime(was[row.pk][at]) for at in ("shared", "first"))
    fields = ("live", "live_revision", "has_unpublished_changes", "reach", "last_published_at", "first_published_at")
    Material._base_manager.bulk_update(rows, fields)
    Material.objects.send_changed(row.pk for row in rows)
    audit.record_each("material.unshare", by=by, targets=rows, bulk=change)


def _within_cap(reach: int) -> Least:
    """A source that is changed with its editions may leave them less than it did when this was planned."""
    return Least(Value(reach), F("reach_cap"), output_field=PositiveSmallIntegerField())


def _is_mine(item: BulkItem, submission: int | None) -> bool:
    """Whether the question that the editors have is the one that this change asked."""
    return submission is not None and submission == item.after["submission"]


def _can_be_draft(row: Material) -> bool:
    """A draft's row has its latest text; what editors have before them stays there."""
    return not (row.has_unpublished_changes or row.hidden_at or row.reported)


def _open_submissions(ids: Any) -> dict[int, int]:
    return dict(Submission.objects.open().filter(material__in=list(ids)).values_list("material", "pk"))
