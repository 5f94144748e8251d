"""Complaints about what is shared: making them, hiding what must not be seen, and deciding."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from materials.holding import hold_row
from materials.models.material import Material
from materials.models.report import Complaint, Hiding, Report, Verdict
from materials.models.review import may_judge
from teams import audit
from teams.inbox import Kind, tell
from teams.models.user import User
from teams.roles import EDITORS

MOST_LETTERS = 2000
#: Reports that one person can make in a day: more is no longer reading but sweeping.
MOST_A_DAY = 10


def may_report(material: Material, user: User) -> bool:
    """Anyone who is signed in and sees it; what is shared with nobody is its team's own affair."""
    return Material.objects.visible_to(user).filter(pk=material.pk, live=True, hidden_at=None).exists()


@transaction.atomic
def report(material: Material, *, complaint: Complaint, words: str, by: User) -> Report:
    """Tells the editors what is the matter; until they have decided, they see the material.

    Raises PermissionDenied for what the person does not see, ValidationError with the reason for a second report on
    the same, for too many in a day, and for no words.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=by.pk)  # may be told something meanwhile
    row = hold_row(material)
    if not may_report(row, by):
        raise PermissionDenied
    said = words.strip().replace("\x00", "")
    if not said or len(said) > MOST_LETTERS:
        raise ValidationError({"words": _("Say in a few words what is the matter.")})
    if row.reports.open().filter(by=person).exists():
        raise ValidationError(_("You have reported it already. An editor looks at it."))
    if person.reports.filter(at__gt=timezone.now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise ValidationError(_("That is as many as one person can report in a day. Write to the editors instead."))
    made = Report.objects.create(material=row, by=person, complaint=complaint, words=said)
    Material.objects.filter(pk=row.pk).update(reported=True)
    audit.record("report.make", by=by, target=made, material=row.pk, complaint=str(complaint))
    tell(Kind.REPORTED, judges_of(row), by=by, target=made)
    return made


def judges_of(material: Material) -> list[User]:
    """The editors who may decide about it; never anyone who has a part in it."""
    editors = User.objects.filter(groups__name=EDITORS, is_active=True).order_by("pk")
    return [editor for editor in editors if may_judge(material, editor)]


@transaction.atomic
def hide(material: Material, *, reason: str, by: User) -> None:
    """Gone for its readers on the next request; the team sees it, with the reason, and so do editors.

    An editor may hide what they see and have no part in. Hiding what is hidden changes nothing.
    """
    row = hold_row(material)
    if not row.live or not may_judge(row, by) or not Material.objects.visible_to(by).filter(pk=row.pk).exists():
        raise PermissionDenied
    if _hide(row, reason, by):
        tell(Kind.HIDDEN, row.team.people.all(), by=by, target=row)
    material.refresh_from_db()


def _hide(row: Material, reason: str, by: User) -> bool:
    """Whether it was not hidden before."""
    if not reason.strip():
        raise ValidationError(_("Say why, so that the team knows what to change."))
    if row.hidden_at is not None:
        return False
    Hiding.objects.create(material=row, by=by, reason=reason.strip()[:MOST_LETTERS])
    Material.objects.filter(pk=row.pk).update(hidden_at=timezone.now())
    audit.record("material.hide", by=by, target=row)
    return True


@transaction.atomic
def lift(material: Material, *, by: User) -> None:
    """Its readers have it again, as far as its reach goes."""
    row = hold_row(material)
    if not may_judge(row, by):
        raise PermissionDenied
    if _lift(row, by):
        tell(Kind.HIDDEN, row.team.people.all(), by=by, target=row, change="lifted")
    material.refresh_from_db()


def _lift(row: Material, by: User) -> bool:
    """Whether it was hidden until now."""
    if not Hiding.objects.filter(material=row.pk, lifted_at=None).update(lifted_at=timezone.now(), lifted_by=by):
        return False
    Material.objects.filter(pk=row.pk).update(hidden_at=None)
    audit.record("material.lift", by=by, target=row)
    return True


@transaction.atomic
def decide(made: Report, *, verdict: Verdict, word_to_team: str, word_to_reporter: str, by: User) -> None:
    """Ends a report, with a word to the team and one to who reported it. What stays hidden is hidden now.

    The others lift the hiding once no report is left open, unless an editor has decided that it stays: who finds that
    it may be seen again lifts it. Raises ValidationError when it is decided already, or something stays hidden without
    a word to the team.
    """
    row = hold_row(made.material)
    if not may_judge(row, by):
        raise PermissionDenied
    decided = (
        Report.objects.open()
        .filter(pk=made.pk)
        .update(
            verdict=verdict,
            decided_at=timezone.now(),
            decided_by=by,
            word_to_team=word_to_team.strip()[:MOST_LETTERS],
            word_to_reporter=word_to_reporter.strip()[:MOST_LETTERS],
        )
    )
    if not decided or verdict == Verdict.OPEN:
        raise ValidationError(_("It is decided already."))
    if verdict == Verdict.HIDDEN:
        _hide(row, word_to_team, by)
    left = row.reports.open().exists()
    Material.objects.filter(pk=row.pk).update(reported=left)
    if verdict != Verdict.HIDDEN and not left and not stays_hidden(row):
        _lift(row, by)
    audit.record("report.decide", by=by, target=made, material=row.pk, verdict=str(verdict))
    _tell_of_decision(row, made, verdict, by)


def stays_hidden(material: Material) -> bool:
    """Whether it is hidden, and an editor has decided so about a report since it was lifted last."""
    if material.hidden_at is None:
        return False
    decided = material.reports.filter(verdict=Verdict.HIDDEN)
    lifted = material.hidings.aggregate(last=Max("lifted_at"))["last"]
    return (decided.filter(decided_at__gt=lifted) if lifted else decided).exists()


def _tell_of_decision(row: Material, made: Report, verdict: Verdict, by: User) -> None:
    """The one who reported it by their report, and the team by its material: nothing there leads to the reporter."""
    tell(Kind.REPORT_DECIDED, [made.by], by=by, target=made)
    others = row.team.people.exclude(pk=made.by_id)
    tell(Kind.REPORT_DECIDED, others, by=by, target=row, verdict=str(verdict))


def reason_of(material: Material) -> str:
    """Why it is hidden now, or an empty string."""
    if material.hidden_at is None:
        return ""
    hiding = material.hidings.filter(lifted_at=None).last()
    return hiding.reason if hiding else ""
