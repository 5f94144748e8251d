"""Review before wide reach: Wagtail's workflow, with our rules about who decides and what is published."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState, Workflow, WorkflowState
from wagtail.signals import workflow_approved, workflow_cancelled, workflow_rejected

from materials import checks, waiting_rights
from materials.holding import hold_row
from materials.models.material import Material
from materials.models.review import may_decide
from materials.models.submission import Outcome, Submission
from materials.vocabulary import Reach, Review
from teams import audit
from teams.inbox import Kind, tell
from teams.models.team import Team
from teams.models.user import User
from teams.roles import EDITORS, Role

WORKFLOW_NAME = "Wide reach"


@transaction.atomic
def submit(material: Material, *, reach: Reach, by: User) -> WorkflowState:
    """Asks the editors for a wide reach. The material keeps its present reach, and readers its present text."""
    revision = material.get_latest_revision()
    if material.review:
        withdraw(material, by=by)
        material.refresh_from_db()
    state: WorkflowState = workflow().start(material, by)
    text = revision.as_object()
    asked = Submission.objects.create(
        material=material,
        revision=revision,
        reach=reach,
        by=by,
        at=timezone.now(),
        checks=checks.found_in(text, reach=reach, claim=waiting_rights.claim_of(material)),
        **waiting_rights.claim_of(material),
    )
    asked.subjects.set(text.subjects.all())
    Material.objects.filter(pk=material.pk).update(
        review=Review.IN_REVIEW, wanted_reach=reach, submitted_revision=revision
    )
    audit.record("material.submit", by=by, target=material, reach=reach.word)
    material.refresh_from_db()
    tell(Kind.SUBMITTED, reviewers_of(material), by=by, target=material)
    return state


def is_asked(material: Material, *, reach: Reach) -> bool:
    """Whether the editors have this very question before them: who presses twice loses no place in the queue."""
    asked = material.submissions.open().filter(reach=reach, revision=material.latest_revision_id).first()
    return asked is not None and asked.claim == waiting_rights.claim_of(material)


def workflow() -> Workflow:
    """The municipality's one workflow, made by a migration."""
    found: Workflow = Workflow.objects.get(name=WORKFLOW_NAME)
    return found


@transaction.atomic
def withdraw(material: Material, *, by: User | None) -> None:
    """Takes the question back; nothing that is published changes, and nothing at all when it has been answered."""
    row = hold_row(material)  # before Wagtail's rows, as who decides
    state = row.current_workflow_state
    if state is not None:
        state.cancel(user=by)
    if state is not None or row.review:
        Material.objects.filter(pk=row.pk).update(review=Review.NONE, wanted_reach=None, submitted_revision=None)
        waiting_rights.settle(row)
        if row.review == Review.IN_REVIEW:  # what was sent back is with nobody
            audit.record("material.withdraw", by=by, target=row)
    material.refresh_from_db()


@transaction.atomic
def withdraw_open(*materials: Material, by: User | None) -> None:
    """Takes back what is with the editors of these materials, whose rows are held; the others stay as they are."""
    for material in materials:
        if material.review == Review.IN_REVIEW:
            withdraw(material, by=by)


@transaction.atomic
def approve(material: Material, *, by: User, comment: str = "", submission: int | None = None) -> None:
    """Publishes exactly what was submitted, with the rights it was submitted with and the reach that was asked for.

    `submission` is what the editor has read. Raises ValidationError when the team has asked anew since, or when
    another editor is at it.
    """
    state, asked = _to_decide(material, by, submission)
    askers = who_asked(material)
    state.approve(user=by, comment=comment)
    audit.record("material.approve", by=by, target=material, reach=Reach(asked.reach).word if asked else "")
    tell(Kind.APPROVED, askers, by=by, target=material)
    material.refresh_from_db()


@transaction.atomic
def send_back(material: Material, *, by: User, reason: str, submission: int | None = None) -> None:
    """Sends the question back with a reason, which is required. Raises ValidationError as `approve` does."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that the team knows what to change.")})
    state, _asked = _to_decide(material, by, submission)
    askers = who_asked(material)
    state.reject(user=by, comment=reason)
    waiting_rights.settle(material)
    audit.record("material.send_back", by=by, target=material)
    tell(Kind.SENT_BACK, askers, by=by, target=material)
    material.refresh_from_db()


def reviewers_of(material: Material) -> Iterator[User]:
    """The editors who may decide about it. Each is asked about when wanted: who needs one asks about few."""
    return (user for user in User.objects.filter(groups__name=EDITORS) if may_decide(material, user))


def who_asked(material: Material) -> list[User]:
    """Who made it and who submitted it, as long as they are in the team; when neither is any more, its leads."""
    state = material.current_workflow_state
    return of_team_or_leads(material.team_id, {material.created_by_id, state.requested_by_id if state else None})


def of_team_or_leads(team_id: int, ids: Iterable[int | None]) -> list[User]:
    """Those of these people who are in the team today; when nobody of them is any more, its leads."""
    makers = User.objects.filter(pk__in=[pk for pk in ids if pk])
    there = [user for user in makers if Team.objects.of(user).filter(pk=team_id).exists()]
    leads = User.objects.filter(memberships__team=team_id, memberships__role=Role.LEAD)
    return there or list(leads)


def _to_decide(material: Material, by: User, submission: int | None) -> tuple[TaskState, Submission | None]:
    row = hold_row(material)
    state: TaskState | None = row.current_workflow_task_state
    if state is None or not may_decide(row, by):
        raise PermissionDenied
    asked = open_submission(row)
    if submission is not None and (asked is None or asked.pk != submission):
        raise ValidationError(_("The team has asked anew since you opened this. Read it once more."))
    if asked is not None and (reason := why_not_yet(asked, by)):
        raise ValidationError(reason)
    return state, asked


def why_not_yet(asked: Submission, by: User) -> str:
    """Why an editor who might decide should not do so now, or an empty string."""
    if asked.taken_by is not None and asked.taken_by != by:
        return _("%(name)s is at it. Take it over first.") % {"name": asked.taken_by}
    if asked.opinion_asked_by == by:
        return _("You have asked for a second opinion: another editor decides, or you take the question back.")
    return ""


def open_submission(material: Material) -> Submission | None:
    """What is with the editors now."""
    return material.submissions.open().select_related("by", "taken_by", "opinion_asked_by", "revision").last()


def last_reason(material: Material) -> str:
    """What the editor wrote when the material was sent back, or an empty string."""
    return reasons([material]).get(material.pk, "")


def reasons(materials: Iterable[Material]) -> dict[int, str]:
    """What editors wrote last about each of the materials that were sent back, by its id. One query."""
    sent_back = [material.pk for material in materials if material.review == Review.SENT_BACK]
    rejected = Submission.objects.filter(material__in=sent_back, outcome=Outcome.SENT_BACK).order_by("ended_at")
    return dict(rejected.values_list("material", "reason"))


def connect() -> None:
    """Keeps the material's own review column and its submissions true to Wagtail's workflow, whoever moves it."""
    workflow_rejected.connect(_on_rejected, dispatch_uid="materials.review.rejected")
    workflow_cancelled.connect(_on_cancelled, dispatch_uid="materials.review.cancelled")
    workflow_approved.connect(_on_approved, dispatch_uid="materials.review.approved")


def _on_rejected(sender: object, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    _end(instance, Review.SENT_BACK, Outcome.SENT_BACK, user)


def _on_cancelled(sender: object, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    _end(instance, Review.NONE, Outcome.WITHDRAWN, user)


def _on_approved(sender: object, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    _end(instance, Review.NONE, Outcome.APPROVED, user)


def _end(state: WorkflowState, review: Review, outcome: Outcome, user: User | None) -> None:
    """A question that was sent back before is cancelled when the team asks anew: it stays sent back."""
    if not isinstance(state.content_object, Material):
        return
    task = TaskState.objects.filter(workflow_state=state).order_by("pk").last()
    Submission.objects.open().filter(material_id=int(state.object_id)).update(
        outcome=outcome, ended_at=timezone.now(), ended_by=user, reason=task.comment if task else ""
    )
    Material.objects.filter(pk=state.object_id).update(review=review, wanted_reach=None, submitted_revision=None)
