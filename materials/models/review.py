"""The one step of the municipality's workflow: an editor's approval."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from materials.vocabulary import Review
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
    """Editors decide what was submitted, but nobody about what is their own."""
    return material.review == Review.IN_REVIEW and may_judge(material, user)


def may_judge(material: "Material", user: User) -> bool:
    """Whether the person is an editor who has no part in the material. One query; the rule is `judgeable_by`."""
    return type(material).objects.judgeable_by(user).filter(pk=material.pk).exists()
