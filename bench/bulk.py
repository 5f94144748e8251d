"""Measures changes to 5,000 materials of one team, each action and its undoing, until the index is right again."""

from bench._municipality import BATCH, Municipality, municipality
from bench._timing import timed
from materials.bulk import choosing, doing
from materials.models.bulk import BulkAction, BulkChange
from materials.models.material import Material
from materials.models.subject import Subject
from search.engines.choosing import engine
from search.indexing import drain
from search.verifying import compare
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.roles import Role

#: Materials of a change, and the seconds that are promised for them.
NUMBER, PROMISED = choosing.MOST, 30.0

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    """Of a municipality's 100,000; each change is undone before the next, so that the municipality stays as it was."""
    town = municipality()
    drain()
    ids = _borrowed(town)
    return [row for action, wish in _wishes(town).items() for row in _measured(ids, action, wish, town.teacher)]


def _borrowed(town: Municipality) -> list[int]:
    """The last so many materials, in a team that the teacher leads."""
    Membership.objects.filter(team=town.team, user=town.teacher).update(role=Role.LEAD)
    ids = list(Material.objects.filter(rights="own_work").order_by("-pk").values_list("pk", flat=True)[:NUMBER])
    for start in range(0, len(ids), BATCH):
        Material.objects.filter(pk__in=ids[start : start + BATCH]).update(team=town.team)
    drain()
    return ids


def _wishes(town: Municipality) -> dict[BulkAction, dict[str, object]]:
    other = Team.objects.of(town.teacher).shared().exclude(pk=town.team.pk)[0]
    subject = Subject.objects.all()[0]
    return {
        BulkAction.TAGS: {"add": ["bænk"], "remove": []},
        BulkAction.SUBJECTS: {"subjects": [subject.pk], "grades": [4, 5]},
        BulkAction.REACH: {"reach": 1},
        BulkAction.TEAM: {"team": other.pk},
        BulkAction.TRASH: {},
    }


def _measured(ids: list[int], action: BulkAction, wish: dict[str, object], by: User) -> list[Row]:
    change = choosing.choose(ids, by=by)
    _, previewing = timed(lambda: choosing.preview(change, action=action, wish=wish, by=by))
    doing.start(change, version=1, by=by)
    there = _worked(change, f"{len(ids):,} materials changed, {action.value}")
    doing.undo(BulkChange.objects.get(pk=change.pk), by=by)
    back = _worked(change, f"{len(ids):,} materials changed back, {action.value}")
    return [(f"{len(ids):,} materials previewed, {action.value}", previewing, "s", PROMISED / 10), *there, *back]


def _worked(change: BulkChange, what: str) -> list[Row]:
    """The work itself, the same with the drain that brings the index up to it, and what the index has wrong then.

    What would still be waiting to be written is wrong as well.
    """
    (_, works), (_, drains) = timed(lambda: doing.work(str(change.pk))), timed(drain)
    wrong = len(compare(engine().current(), with_pending=True).materials)
    return [
        (what, works, "s", PROMISED),
        ("  until all of them are found as they are now", works + drains, "s", PROMISED),
        ("  what the index has wrong then, and one", wrong + 1.0, "", 1.0),
    ]
