"""What editors do with a question before they decide it: take it, let it go, ask another editor."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from materials import checks
from materials.models.material import Material
from materials.models.review import may_decide
from materials.models.submission import Submission, SubmissionQuerySet
from materials.review import open_submission, reviewers_of
from teams import audit
from teams.inbox import Kind, tell
from teams.models.user import User
from teams.roles import EDITORS

#: A question that nobody has decided after so many days is brought to mind, and again after as many.
REMIND_AFTER_DAYS = 5


@transaction.atomic
def take(material: Material, *, by: User, over: bool = False) -> None:
    """The editor is at it from now on, for all editors to see. `over` takes it from another who is.

    Raises ValidationError with the other's name when somebody else has taken it meanwhile.
    """
    asked = _asked(material, by)
    if asked.taken_by is not None and asked.taken_by != by and not over:
        raise ValidationError(_("%(name)s is at it already.") % {"name": asked.taken_by})
    Submission.objects.filter(pk=asked.pk).update(taken_by=by, taken_at=timezone.now())
    audit.record("review.take", by=by, target=material, submission=asked.pk)


@transaction.atomic
def let_go(material: Material, *, by: User) -> None:
    """Back to all editors; a second opinion that one has asked for is no longer asked for either."""
    asked = _asked(material, by)
    mine = Submission.objects.filter(pk=asked.pk)
    mine.filter(taken_by=by).update(taken_by=None, taken_at=None)
    mine.filter(opinion_asked_by=by).update(opinion_asked_by=None, opinion_note="")
    audit.record("review.let_go", by=by, target=material, submission=asked.pk)


@transaction.atomic
def ask_second_opinion(material: Material, *, by: User, note: str) -> None:
    """Another editor decides; the note is for editors alone. Raises ValidationError without a note."""
    asked, said = _asked(material, by), note.strip()[:2000]
    if not said:
        raise ValidationError(_("Say what you are in doubt about."))
    if (asked.opinion_asked_by, asked.opinion_note) == (by, said):
        return
    if asked.taken_by is not None and asked.taken_by != by:
        raise ValidationError(_("%(name)s is at it already.") % {"name": asked.taken_by})
    Submission.objects.filter(pk=asked.pk).update(taken_by=None, taken_at=None, opinion_asked_by=by, opinion_note=said)
    audit.record("review.ask_second_opinion", by=by, target=material, submission=asked.pk)
    tell(Kind.SUBMITTED, reviewers_of(asked.material), by=by, target=material, change="opinion")


def _asked(material: Material, by: User) -> Submission:
    row = Material.objects.select_for_update().get(pk=material.pk)
    asked = open_submission(row)
    if asked is None or not may_decide(row, by):
        raise PermissionDenied
    return asked


def check_again(material_id: int) -> None:
    """Looks once more at what is with the editors: a file of it has been read since it was submitted."""
    asked = Submission.objects.open().filter(material=material_id).select_related("revision").first()
    if asked is not None and asked.revision is not None:
        found = checks.found_in(asked.revision.as_object(), reach=asked.reach, claim=asked.claim)
        Submission.objects.filter(pk=asked.pk).update(checks=found)


def overdue(now: datetime) -> SubmissionQuerySet:
    """Questions that have waited too long, and of which nobody was reminded lately. Trashed ones are withdrawn."""
    since = now - timedelta(days=REMIND_AFTER_DAYS)
    waits = Q(reminded_at=None, at__lte=since) | Q(reminded_at__lte=since)
    return Submission.objects.open().filter(waits).select_related("material", "taken_by")


def to_remind(asked: Submission) -> list[User]:
    """Who is at it, else every editor who may decide it."""
    if asked.taken_by is not None and may_decide(asked.material, asked.taken_by):
        return [asked.taken_by]
    editors = User.objects.filter(groups__name=EDITORS, is_active=True).order_by("pk")
    return [editor for editor in editors if may_decide(asked.material, editor)]
