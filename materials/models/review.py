"""The one step of the municipality's workflow: an editor's approval."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from materials.vocabulary import Review
from teams.models.team import Team
from teams.models.user import User

if TYPE_CHECKING:
    from materials.models.material import Material


class EditorApproval(AbstractGroupApprovalTask):
    """One approval by an editor who has no part in the material."""

    class Meta:
        verbose_name = _("editor's approval")
        verbose_name_plural = _("editors' approvals")

    def get_actions(self, obj: "Material", user: User) -> list[tuple[str, str, bool]]:
        return list(super().get_actions(obj, user)) if may_decide(obj, user) else []


def may_decide(material: "Material", user: User) -> bool:
    """Editors decide, but nobody about a material of their own team or one that they submitted or made."""
    if not user.is_active or not user.is_editor or material.review != Review.IN_REVIEW:
        return False
    submitted = material.submitted_revision
    makers = {material.created_by_id, submitted.user_id if submitted else None}
    return user.pk not in makers and not Team.objects.filter(pk=material.team_id, memberships__user=user).exists()
