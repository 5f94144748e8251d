"""Review before wide reach: Wagtail's workflow, with our rules about who decides and what is published."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import TaskState, Workflow, WorkflowState
from wagtail.signals import workflow_approved, workflow_cancelled, workflow_rejected

from materials.models.material import Material
from materials.models.review import may_decide
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
    Material.objects.filter(pk=material.pk).update(
        review=Review.IN_REVIEW, wanted_reach=reach, submitted_revision=revision
    )
    audit.record("material.submit", by=by, target=material, reach=reach.word)
    material.refresh_from_db()
    tell(Kind.SUBMITTED, reviewers_of(material), by=by, target=material)
    return state


def workflow() -> Workflow:
    """The municipality's one workflow, made by a migration."""
    found: Workflow = Workflow.objects.get(name=WORKFLOW_NAME)
    return found


@transaction.atomic
def withdraw(material: Material, *, by: User | None) -> None:
    """Takes the question back; nothing that is published changes."""
    state = material.current_workflow_state
    if state is not None:
        state.cancel(user=by)
    Material.objects.filter(pk=material.pk).update(review=Review.NONE, wanted_reach=None, submitted_revision=None)
    audit.record("material.withdraw", by=by, target=material)
    material.refresh_from_db()


@transaction.atomic
def approve(material: Material, *, by: User, comment: str = "") -> None:
    """Publishes exactly what was submitted, with the reach that was asked for."""
    askers = who_asked(material)
    _task_state(material, by).approve(user=by, comment=comment)
    audit.record("material.approve", by=by, target=material)
    tell(Kind.APPROVED, askers, by=by, target=material)
    material.refresh_from_db()


@transaction.atomic
def send_back(material: Material, *, by: User, reason: str) -> None:
    """Sends the question back with a reason, which is required. Raises ValidationError without one."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that the team knows what to change.")})
    askers = who_asked(material)
    _task_state(material, by).reject(user=by, comment=reason)
    audit.record("material.send_back", by=by, target=material)
    tell(Kind.SENT_BACK, askers, by=by, target=material)
    material.refresh_from_db()


def reviewers_of(material: Material) -> list[User]:
    """The editors who may decide about it."""
    return [user for user in User.objects.filter(groups__name=EDITORS) if may_decide(material, user)]


def who_asked(material: Material) -> list[User]:
    """Who made it and who submitted it, as long as they are in the team; when neither is any more, its leads."""
    state = material.current_workflow_state
    is_maker = Q(pk=material.created_by_id) | Q(pk=state.requested_by_id if state else None)
    makers = [
        user for user in User.objects.filter(is_maker) if Team.objects.of(user).filter(pk=material.team_id).exists()
    ]
    leads = User.objects.filter(memberships__team=material.team_id, memberships__role=Role.LEAD)
    return makers or list(leads)


def _task_state(material: Material, by: User) -> TaskState:
    state: TaskState | None = material.current_workflow_task_state
    if state is None or not may_decide(material, by):
        raise PermissionDenied
    return state


def last_reason(material: Material) -> str:
    """What the editor wrote when the material was sent back, or an empty string."""
    return reasons([material]).get(material.pk, "")


def reasons(materials: Iterable[Material]) -> dict[int, str]:
    """What editors wrote last about each of the materials that were sent back, by its id. One query."""
    sent_back = [str(material.pk) for material in materials if material.review == Review.SENT_BACK]
    rejected = TaskState.objects.filter(
        workflow_state__object_id__in=sent_back,
        workflow_state__base_content_type=ContentType.objects.get_for_model(Material),
        status=TaskState.STATUS_REJECTED,
    ).order_by("finished_at")
    return {int(pk): comment for pk, comment in rejected.values_list("workflow_state__object_id", "comment")}


def connect() -> None:
    """Keeps the material's own review column true to Wagtail's workflow, whoever moves it."""
    workflow_rejected.connect(_on_rejected, dispatch_uid="materials.review.rejected")
    workflow_cancelled.connect(_on_ended, dispatch_uid="materials.review.cancelled")
    workflow_approved.connect(_on_ended, dispatch_uid="materials.review.approved")


def _on_rejected(sender: object, instance: WorkflowState, **kwargs: Any) -> None:
    _set_review(instance, Review.SENT_BACK)


def _on_ended(sender: object, instance: WorkflowState, **kwargs: Any) -> None:
    _set_review(instance, Review.NONE)


def _set_review(state: WorkflowState, review: Review) -> None:
    if isinstance(state.content_object, Material):
        Material.objects.filter(pk=state.object_id).update(review=review, wanted_reach=None, submitted_revision=None)
