"""The access rule in the words of views and services: may this person do this to this material?"""

from enum import Enum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Revision

from materials import access
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.vocabulary import Review

if TYPE_CHECKING:
    from teams.models.user import User


class Sight(Enum):
    """Which text of a material a person sees."""

    NONE = "none"
    READER = "reader"  # the published text
    REVIEWER = "reviewer"  # the submitted text, and the published one
    TEAM = "team"  # every text


def sight_of(user: access.type_of_person, material: Material) -> Sight:
    """How a person sees a material now, asked of the database each time."""
    if not Material.objects.visible_to(user).filter(pk=material.pk).exists():
        return Sight.NONE
    if may_edit(user, material):
        return Sight.TEAM
    if material.review == Review.IN_REVIEW and access.EDITORS in access.keys_of(user):
        return Sight.REVIEWER
    return Sight.READER


def may_edit(user: access.type_of_person, material: Material) -> bool:
    return Material.objects.editable_by(user).filter(pk=material.pk).exists()


def require_edit(user: "User", material: Material) -> None:
    """Raises PermissionDenied, which views answer as 404, unless the person may change the material.

    Somebody else's lock is no secret from those who may: it is a ValidationError, with the reason.
    """
    if not may_edit(user, material):
        raise PermissionDenied
    if material.locked and material.locked_by_id != user.pk:
        raise ValidationError(_("Somebody has locked this material. Try again when it is open; nothing is lost."))


def text_for(user: access.type_of_person, material: Material) -> Material:
    """The text that the person sees by default: the team its latest, a reviewer the submitted, a reader the live."""
    match sight_of(user, material):
        case Sight.TEAM:
            text: Material = material.get_latest_revision_as_object()
            return text
        case Sight.REVIEWER:
            return submitted_text(material)
        case Sight.READER:
            return material
        case _:
            raise PermissionDenied


def submitted_text(material: Material) -> Material:
    revision: Revision | None = material.submitted_revision
    return revision.as_object() if revision else material


def may_read_file(user: access.type_of_person, attachment: Attachment) -> bool:
    """Whether this person may have this very file now.

    The team has every file of its material, older ones too; others only what their text shows: a file that was
    replaced, or added after publishing, is as hidden as the draft it belongs to.
    """
    material = attachment.material
    match sight_of(user, material):
        case Sight.TEAM:
            return True
        case Sight.REVIEWER:
            published = access.reached_by(user) | access.reported_to(user)
            reads_it = Material.objects.filter(published, pk=material.pk).exists()
            return attachment.pk in {*submitted_text(material).shown, *(material.shown if reads_it else [])}
        case Sight.READER:
            return attachment.pk in material.shown
        case _:
            return False
