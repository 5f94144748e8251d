"""Who may see a material: sharing, narrowing, and the rights that cap it."""

from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from materials import review, rights
from materials.models.material import Material
from materials.permissions import require_edit
from materials.rights import widest_reach
from materials.services import drafts
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Reach, Review
from teams import audit
from teams.models.user import User


class Outcome(Enum):
    """What sharing led to."""

    SHARED = "shared"
    SUBMITTED = "submitted"
    NARROWED = "narrowed"


@transaction.atomic
def share(material: Material, *, reach: Reach, by: User) -> Outcome:
    """Shares the latest text. Up to the school at once; wider waits for an editor and changes nothing until then.

    Raises ValidationError with the reason when the rights do not allow it, or while a review is under way.
    """
    require_edit(by, material)
    row = Material.objects.select_for_update().get(pk=material.pk)
    if reason := rights.why_not(reach, row.rights, row.license, several_schools=row.of_several_schools()):
        raise ValidationError({"reach": str(reason)})
    if row.live and reach < row.reach:
        narrow(row, reach=reach, by=by)
        if not row.has_unpublished_changes:
            return Outcome.NARROWED
    if reach > WIDEST_WITHOUT_REVIEW:
        return _submit(row, reach, by)
    if row.review == Review.IN_REVIEW:
        raise ValidationError({"reach": _("An editor is looking at it. Take it back from the editors first.")})
    Material.objects.filter(pk=row.pk).update(reach=reach, review=Review.NONE)
    publish(row, by=by)
    audit.record("material.share", by=by, target=row, reach=reach.word)
    return Outcome.SHARED


def _submit(row: Material, reach: Reach, by: User) -> Outcome:
    if row.live and reach == row.reach and not row.has_unpublished_changes:
        return Outcome.SHARED
    review.submit(row, reach=reach, by=by)
    return Outcome.SUBMITTED


def publish(material: Material, *, by: User) -> None:
    """Publishes the latest revision; whoever calls has checked that the person may."""
    revision = Material.objects.get(pk=material.pk).get_latest_revision()
    revision.publish(user=by, skip_permission_checks=True)
    material.refresh_from_db()


@transaction.atomic
def change_text(material: Material, *, by: User, **text: Any) -> None:
    """Changes parts of the latest text; what was shared up to the school stays shared, with the change in it."""
    row = Material.objects.get(pk=material.pk)
    settled = row.live and not row.has_unpublished_changes and row.review != Review.IN_REVIEW
    drafts.save_text(row, by=by, base=None, **text)
    if settled and row.reach <= WIDEST_WITHOUT_REVIEW:
        publish(row, by=by)
    material.refresh_from_db()


@transaction.atomic
def narrow(material: Material, *, reach: Reach, by: User) -> None:
    """Fewer people may see it, from the next request on. A question to the editors is taken back with it."""
    require_edit(by, material)
    if reach > material.reach:
        raise ValidationError({"reach": _("That would reach further than now.")})
    if material.review == Review.IN_REVIEW:
        review.withdraw(material, by=by)
    Material.objects.filter(pk=material.pk).update(reach=reach)
    audit.record("material.narrow", by=by, target=material, reach=reach.word)
    material.refresh_from_db()


@transaction.atomic
def set_rights(
    material: Material, *, by: User, rights: str, license: str = "", work: str = "", work_pages: str = ""
) -> None:
    """Says on what ground it may be used. Rights that get worse narrow the reach at once.

    Raises ValidationError when the team may not hold such material, or a named field is missing.
    """
    require_edit(by, material)
    row = Material.objects.select_for_update().get(pk=material.pk)
    cap = widest_reach(rights, license, several_schools=row.of_several_schools())
    if row.review == Review.IN_REVIEW and row.wanted_reach and row.wanted_reach > cap:
        review.withdraw(row, by=by)
    row.rights, row.license, row.work, row.work_pages = rights, license, work, work_pages
    row.full_clean(exclude=["body"])
    row.save(update_fields=["rights", "license", "work", "work_pages"])
    audit.record("material.set_rights", by=by, target=row, rights=rights, license=license)
    material.refresh_from_db()
