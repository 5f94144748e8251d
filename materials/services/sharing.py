"""Who may see a material: sharing, narrowing, and the rights that cap it."""

from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from materials import review, waiting_rights
from materials.adaptations import limits
from materials.holding import hold_row
from materials.models.material import Material
from materials.narrowing import narrowing_noted
from materials.permissions import require_edit
from materials.services import drafts
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Reach, Review
from teams import audit
from teams.models.user import User


class Outcome(Enum):
    """What sharing led to."""

    SHARED = "shared"
    SUBMITTED = "submitted"
    NARROWED = "narrowed"
    NARROWED_ALONE = "narrowed_alone"


class OvertakenError(ValidationError):
    """Somebody else's text is there now, which the person who shares has not seen."""

    code = "overtaken"

    def __init__(self) -> None:
        super().__init__(
            _("Somebody has changed the text since you opened this page. Read it, then press Share again."), self.code
        )


@transaction.atomic
def share(material: Material, *, reach: Reach, by: User, base: int | None = None) -> Outcome:
    """Shares the latest text. Up to the school at once; wider waits for an editor and changes nothing until then.

    `base` is the id of the revision that the person decided about. What has come since goes to nobody by it: it is
    narrowed alone, or raises OvertakenError. None means: whatever is latest (drops, many at once, commands).
    Raises ValidationError with the reason when the rights do not allow it, or while a review is under way.
    """
    row = hold_row(material)
    require_edit(by, row)
    if reason := limits.why_not(row, reach):
        raise ValidationError({"reach": reason})
    overtaken = base is not None and base != row.latest_revision_id
    if row.live and reach < row.reach:
        narrow(row, reach=reach, by=by)
        if not _has_news(row):
            return Outcome.NARROWED
        if overtaken:
            return Outcome.NARROWED_ALONE
    if overtaken:
        raise OvertakenError
    if reach > WIDEST_WITHOUT_REVIEW:
        return _submit(row, reach, by)
    if row.review == Review.IN_REVIEW:
        raise ValidationError({"reach": _("An editor is looking at it. Take it back from the editors first.")})
    Material.objects.filter(pk=row.pk).update(reach=reach, review=Review.NONE)
    waiting_rights.settle(row)
    publish(row, by=by)
    audit.record("material.share", by=by, target=row, reach=reach.word)
    return Outcome.SHARED


def _submit(row: Material, reach: Reach, by: User) -> Outcome:
    if row.live and reach == row.reach and not (_has_news(row) or row.sources.filter(unseen=True).exists()):
        return Outcome.SHARED
    if review.is_asked(row, reach=reach):
        return Outcome.SUBMITTED
    review.submit(row, reach=reach, by=by)
    return Outcome.SUBMITTED


def _has_news(row: Material) -> bool:
    """Whether text or rights differ from what is published."""
    return row.has_unpublished_changes or waiting_rights.claim_of(row) != waiting_rights.row_claim(row)


def publish(material: Material, *, by: User) -> None:
    """Publishes the latest revision; whoever calls has checked that the person may."""
    revision = Material.objects.get(pk=material.pk).get_latest_revision()
    revision.publish(user=by, skip_permission_checks=True)
    material.refresh_from_db()


@transaction.atomic
def change_text(material: Material, *, by: User, **text: Any) -> None:
    """Changes parts of the latest text; what was shared up to the school stays shared, with the change in it."""
    row = hold_row(material)
    settled = row.live and not row.has_unpublished_changes and row.review != Review.IN_REVIEW
    drafts.save_text(row, by=by, base=None, **text)
    if settled and row.reach <= WIDEST_WITHOUT_REVIEW:
        publish(row, by=by)
    material.refresh_from_db()


@transaction.atomic
def narrow(material: Material, *, reach: Reach, by: User) -> None:
    """Fewer people may see it, from the next request on. A question to the editors is taken back with it."""
    row = hold_row(material)
    require_edit(by, row)
    if reach > row.reach:
        raise ValidationError({"reach": _("That would reach further than now.")})
    review.withdraw_open(row, by=by)
    Material.objects.filter(pk=row.pk).update(reach=reach)
    waiting_rights.settle(row)
    audit.record("material.narrow", by=by, target=row, reach=reach.word)
    material.refresh_from_db()


@transaction.atomic
def set_rights(
    material: Material, *, by: User, rights: str, license: str = "", work: str = "", work_pages: str = ""
) -> bool:
    """Says on what ground it may be used. Rights that get worse narrow the reach at once; True when others wait.

    What is approved, or being read by the editors, keeps its rights: other ones go live through review alone.
    Raises ValidationError when the team may not hold such material, a named field is missing, or what it is made from
    does not allow the license.
    """
    row = hold_row(material)
    require_edit(by, row)
    claim = {"rights": rights, "license": license, "work": work, "work_pages": work_pages}
    limits.refuse_claim(row, claim)
    widest = _checked(row.pk, claim).widest_reach()
    if row.review == Review.IN_REVIEW and row.wanted_reach and row.wanted_reach > widest:
        review.withdraw(row, by=by)
    waits = waiting_rights.must_wait(row) and row.reach <= widest
    if waits:
        waiting_rights.keep(row, claim)
    else:
        waiting_rights.forget(row)
        with narrowing_noted([row.pk], by=by):
            Material.objects.filter(pk=row.pk).update(**claim)
    audit.record("material.set_rights", by=by, target=row, rights=rights, license=license, waits=waits)
    material.refresh_from_db()
    return waits


def _checked(material_id: int, claim: dict[str, str]) -> Material:
    """The material with other rights, not saved. Raises ValidationError for what may not be stored."""
    asked = Material.objects.get(pk=material_id)
    for name, value in claim.items():
        setattr(asked, name, value)
    asked.full_clean(exclude=["body"])
    return asked
