"""Says in plain sentences what a change to many materials would do, what it did, and why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from materials import rights, words
from materials.forms import MOST_TAGS
from materials.models.bulk import BulkAction, BulkChange
from materials.models.collection import Collection
from materials.models.subject import Subject
from materials.services.moving import OTHER_SCHOOL
from materials.vocabulary import Reach
from teams.models.team import Team


@dataclass(frozen=True)
class Names:
    """What values are called: subjects and teams, by id."""

    subjects: dict[int, str]
    teams: dict[int, Team]


REASONS: dict[str, str | Promise] = {
    "locked": gettext_lazy("Somebody has locked it."),
    "in_review": gettext_lazy("An editor is looking at it. Take it back from the editors first."),
    "source": gettext_lazy("What it is made from does not let it reach that far."),
    "source_team": gettext_lazy("What it is made from keeps it from that team."),
    "not_lead": gettext_lazy("Only a lead of its team can move it."),
    "other_school": OTHER_SCHOOL,
}
REACHES = {
    Reach.TEAM: gettext_lazy("The team"),
    Reach.SCHOOL: gettext_lazy("The school"),
    Reach.MUNICIPALITY: gettext_lazy("The municipality"),
    Reach.PUBLIC: gettext_lazy("Everyone"),
}


def reason(code: str) -> str:
    """The sentence of a code that a plan has given."""
    if code == "one_school":
        return str(rights.refusal("copydan", several_schools=True))
    if code == "tags":
        return _("It would have more than %(most)s tags.") % {"most": MOST_TAGS}
    kind, _colon, ground = code.partition(":")
    if kind == "rights":
        return str(rights.why_not(Reach.PUBLIC, ground, "", several_schools=True))
    return str(REASONS[code])


def wish(change: BulkChange) -> str:
    """What was asked for, in a sentence."""
    asked = change.wish
    match change.action:
        case BulkAction.TAGS:
            return " ".join(_tag_sentences(asked))
        case BulkAction.SUBJECTS:
            return " ".join(_subject_sentences(asked))
        case BulkAction.REACH:
            return _("Who can see them: %(who)s.") % {"who": str(REACHES[Reach(asked["reach"])]).lower()}
        case BulkAction.TEAM:
            said = ngettext("Move it to %(team)s.", "Move them to %(team)s.", change.total)
            return said % {"team": _name(Team.objects.of(change.by).filter(pk=asked["team"]))}
        case BulkAction.COLLECTION:
            named = _name(Collection.objects.curated_by(change.by).filter(pk=asked["collection"]))
            return _("Put them into the collection “%(collection)s”.") % {"collection": named}
        case _:
            return _("Put them into the trash.")


def _tag_sentences(asked: dict[str, Any]) -> Iterable[str]:
    if asked["add"]:
        yield _("Add the tags: %(tags)s.") % {"tags": ", ".join(asked["add"])}
    if asked["remove"]:
        yield _("Take the tags away: %(tags)s.") % {"tags": ", ".join(asked["remove"])}


def _subject_sentences(asked: dict[str, Any]) -> Iterable[str]:
    if asked["subjects"]:
        names = [subject.name for subject in Subject.objects.filter(pk__in=asked["subjects"])]
        yield _("Subjects: %(subjects)s.") % {"subjects": words.listed(names)}
    if asked["grades"]:
        yield _("Grades: %(grades)s.") % {"grades": words.grades(asked["grades"])}


def _name(rows: Any) -> str:
    return str(rows.first() or _("what is no longer there"))


def numbers(summary: dict[str, Any]) -> list[str]:
    """The preview's numbers, those that are not none."""
    said = [(summary.get(name, 0), sentence) for name, sentence in _SENTENCES.items()]
    return [sentence(number) for number, sentence in said if number]


_SENTENCES = {
    "same": lambda n: ngettext("%(n)s is so already.", "%(n)s are so already.", n) % {"n": n},
    "drafts": lambda n: (
        ngettext("%(n)s is a draft, and is shared as it stands.", "%(n)s are drafts, and are shared as they stand.", n)
        % {"n": n}
    ),
    "review": lambda n: (
        ngettext(
            "%(n)s goes to an editor first. Until then nothing changes for others.",
            "%(n)s go to an editor first, one by one. Until then nothing changes for others.",
            n,
        )
        % {"n": n}
    ),
    "withdrawn": lambda n: (
        ngettext(
            "%(n)s is taken back from the editors. Undoing does not ask them anew.",
            "%(n)s are taken back from the editors. Undoing does not ask them anew.",
            n,
        )
        % {"n": n}
    ),
    "narrowed": lambda n: (
        ngettext(
            "%(n)s is seen by fewer people there, because of its rights.",
            "%(n)s are seen by fewer people there, because of their rights.",
            n,
        )
        % {"n": n}
    ),
    "waits": lambda n: (
        ngettext(
            "%(n)s has changes that are not shared yet, or is approved by an editor: this one waits with them.",
            "%(n)s have changes that are not shared yet, or are approved by an editor: these wait with them.",
            n,
        )
        % {"n": n}
    ),
}


def button(change: BulkChange, number: int) -> str:
    """What the button under the preview does to so many."""
    match change.action:
        case BulkAction.TAGS:
            said = ngettext("Change the tags of one", "Change the tags of %(n)s", number)
        case BulkAction.SUBJECTS:
            said = ngettext("Change subjects and grades of one", "Change subjects and grades of %(n)s", number)
        case BulkAction.REACH:
            said = ngettext("Change who can see one", "Change who can see %(n)s", number)
        case BulkAction.TEAM:
            said = ngettext("Move it", "Move %(n)s", number)
        case BulkAction.COLLECTION:
            said = ngettext("Put one into the collection", "Put %(n)s into the collection", number)
        case _:
            said = ngettext("Put one into the trash", "Put %(n)s into the trash", number)
    return said % {"n": number}


def value(action: str, plan: dict[str, Any], names: Names) -> str:
    """What one material has before or after, in a few words."""
    match action:
        case BulkAction.TAGS:
            return ", ".join(plan["tags"]) or _("no tags")
        case BulkAction.SUBJECTS:
            subjects = [names.subjects.get(pk, "") for pk in plan.get("subjects", [])]
            said = [*subjects, words.grades(plan["grades"])] if "grades" in plan else subjects
            return " · ".join(capfirst(part) for part in said if part) or _("nothing said")
        case BulkAction.REACH:
            return _reach(plan)
        case BulkAction.TEAM:
            return _held(names.teams.get(plan["team"]), plan)
        case _:
            return ""


def _held(team: Team | None, plan: dict[str, Any]) -> str:
    """The team, and of what is shared who sees it there: the same reach is of other schools in another team."""
    if team is None or not plan["live"]:
        return str(team or "")
    of_school = Reach(plan["reach"]) == Reach.SCHOOL
    return f"{team} · {words.schools(team) if of_school else REACHES[Reach(plan['reach'])]}"


def _reach(plan: dict[str, Any]) -> str:
    now = str(REACHES[Reach(plan["reach"])]) if plan["live"] else _("Draft")
    asked = plan["asked"]
    return _("%(now)s, and %(who)s asked for") % {"now": now, "who": str(REACHES[asked]).lower()} if asked else now
