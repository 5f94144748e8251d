"""Making an edition of one's own: a copy in one's team that says what it is made from and stays within its terms."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from materials.adaptations import limits, words
from materials.adaptations.copying import copy_files, said_in
from materials.adaptations.planning import Plan, plan, there_already
from materials.adaptations.sources import record
from materials.adaptations.terms import fits
from materials.holding import hold_row
from materials.models.material import Material
from materials.permissions import may_edit
from materials.services import drafts
from materials.services.counting import count_use
from materials.vocabulary import Rights
from teams import audit
from teams.models.team import Team
from teams.models.user import User
from teams.services.leads import hold

#: The code of the ValidationError for a second edition in the same team, which is only a question.
ALREADY = "already"


@transaction.atomic
def adapt(material: Material, *, team: Team, by: User, license: str | None = None, again: bool = False) -> Material:
    """A draft in one of the person's teams, of the text that the person reads, files included. Counts as a use.

    Without a license it carries its source's own where that may be. Raises PermissionDenied for what the person may not
    adapt and for a team that is not theirs; ValidationError with the reason where rights do not allow it, and with
    the code `already` when the team has an edition of it, unless `again`.
    """
    held = hold(team)
    row = hold_row(material)
    if not Material.objects.adaptable_by(by).filter(pk=row.pk).exists():
        raise PermissionDenied
    planned = plan(row, held)
    if planned.reason:
        raise ValidationError({"team": planned.reason})
    if not again and there_already(row, [held]):
        raise ValidationError(_("There is one in this team already."), code=ALREADY)
    text = text_to_copy(row, by)
    claim = _claim(row, planned, license)
    made = drafts.create_material(team=held, by=by, **said_in(text), **claim)
    record(made, row, by=by)
    limits.keep([made.pk])
    copy_files(text, made, by=by)
    audit.record("material.adapt", by=by, target=made, source=row.pk)
    count_use(row.pk, by=by)
    return Material.objects.get(pk=made.pk)


def text_to_copy(row: Material, by: User) -> Material:
    """The team's newest text for who is in it, for others what is published: never what is with the editors."""
    text: Material = row.get_latest_revision_as_object() if may_edit(by, row) else row
    return text


def _claim(row: Material, planned: Plan, license_id: str | None) -> dict[str, str]:
    """What the edition says of its rights. Raises ValidationError for a license that its sources do not allow."""
    chosen = planned.first if license_id is None else license_id
    rights = Rights.UNSURE if row.rights == Rights.OPEN_LICENSE and not chosen else row.rights
    if not fits(rights, chosen, planned.allowed):
        raise ValidationError({"license": words.which_licenses(planned.allowed)})
    return {"rights": rights, "license": chosen, "work": row.work, "work_pages": row.work_pages}
