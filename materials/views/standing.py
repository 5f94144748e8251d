"""What a material's page says of the editors: where it stands with them, why, and what they asked for."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from materials import access, review, words
from materials.models.material import Material
from materials.models.review import may_judge
from materials.models.submission import Outcome, Submission, WaitingRights
from materials.permissions import Sight
from materials.review_forms import ReasonForm
from materials.services import commenting, reporting
from materials.views.comments import by_block
from materials.vocabulary import Review
from teams.models.user import User

#: Of a long story, the last steps.
STEPS = 4


def context(request: HttpRequest, row: Material, text: Material, sight: Sight) -> dict[str, Any]:
    """For the team its standing; for editors what they can do; for everyone who is signed in the way to report."""
    user = request.user
    if not isinstance(user, User):
        return {"reportable": row.live}
    found: dict[str, Any] = {"reportable": row.live and row.hidden_at is None}
    if user.is_editor:
        judges = may_judge(row, user)
        found |= {
            "reviews": row.review == Review.IN_REVIEW,
            "judges": judges and row.live,
            "reports": judges and access.is_before_editors(row),
            "hide_form": ReasonForm(),
        }
    return found | (of_team(request, row, text, user) if sight == Sight.TEAM else {})


def of_team(request: HttpRequest, row: Material, text: Material, user: User) -> dict[str, Any]:
    """`steps`, oldest first; `hidden_because`; `said` by editors who decided a report; `waits`; `comments`."""
    submissions = row.submissions.exclude(outcome=Outcome.WITHDRAWN).select_related("by", "taken_by")
    asked = list(submissions.order_by("-at", "-pk")[:STEPS])[::-1]
    settled = request.session.pop("settled", None)
    return {
        "steps": [step for submission in asked for step in steps_of(submission)],
        "reason": review.last_reason(row),
        "hidden_because": reporting.reason_of(row),
        "said": row.reports.exclude(word_to_team="").order_by("-decided_at")[:STEPS] if row.live else [],
        "waits": waiting(row),
        "comments": by_block(row, text),
        "answering": commenting.may_comment(row, user),
        "settles": True,
        "just_settled": row.comments.filter(pk=settled).exclude(resolved_at=None).first() if settled else None,
    }


def waiting(row: Material) -> str:
    """The rights that wait for an editor, as a sentence; empty when none do."""
    claim = WaitingRights.objects.filter(material=row.pk).first()
    if claim is None:
        return ""
    said = words.basis_of(row, claim.claim)
    return _("What you say of its rights waits for an editor: %(claim)s Until then the approved ones stand.") % {
        "claim": said
    }


def steps_of(submission: Submission) -> list[dict[str, Any]]:
    """What was asked, who is at it, and what came of it; each `when` and `what`, an answer with its `why`."""
    reach = words.group(submission.reach)
    asked = _("%(name)s asked the editors to share it with %(who)s.") % {"name": submission.by, "who": reach}
    steps: list[dict[str, Any]] = [{"when": submission.at, "what": asked}]
    match submission.outcome:
        case Outcome.APPROVED:
            steps.append({"when": submission.ended_at, "what": _("An editor approved it.")})
        case Outcome.SENT_BACK:
            steps.append({"when": submission.ended_at, "what": _("An editor sent it back."), "why": submission.reason})
        case _open if submission.taken_by is not None:
            now = _("%(name)s, an editor, is reading it.") % {"name": submission.taken_by}
            steps.append({"when": submission.taken_at, "what": now})
        case _open:
            steps.append({"when": None, "what": _("It waits for an editor to begin.")})
    return steps
