"""What Wagtail calls when a workflow has been approved. Imports late: Wagtail loads this while its models load."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wagtail.models import WorkflowState


def publish_what_was_submitted(workflow_state: "WorkflowState", user: Any = None) -> None:
    """Publishes what was submitted, with the reach and rights asked for; Wagtail's action takes later text too."""
    from materials import waiting_rights
    from materials.models.material import Material
    from materials.models.source import Source
    from materials.vocabulary import Review

    material = workflow_state.content_object
    task_state = workflow_state.current_task_state
    if not isinstance(material, Material) or task_state is None:
        raise TypeError("Only materials go through this workflow.")
    revision = material.submitted_revision or task_state.revision
    asked = material.submissions.open().last()
    if material.wanted_reach is not None:
        settled = {"wanted_reach": None, "review": Review.NONE, "submitted_revision": None}
        claim = asked.claim if asked else {}
        Material.objects.filter(pk=material.pk).update(reach=material.wanted_reach, **settled, **claim)
    if asked is not None:
        waiting_rights.approved(material, asked)
    Source.objects.filter(adaptation=material.pk).update(unseen=False)
    revision.publish(user=user, skip_permission_checks=True)
