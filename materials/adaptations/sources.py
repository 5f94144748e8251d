"""What a material is made from: noted when it is adapted, and when its team says that it builds on something."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from materials import waiting_rights
from materials.adaptations import limits, words
from materials.adaptations.planning import plan, terms_in
from materials.adaptations.terms import allowed_licenses, fits
from materials.holding import hold_row, hold_rows
from materials.models.material import Material
from materials.models.source import Source
from materials.permissions import require_edit
from materials.rights import SCHOOL_BOUND
from materials.vocabulary import Review
from teams import audit
from teams.models.user import User

#: Materials that one is made from, with all that these are made from.
MOST = 40


def record(adaptation: Material, source: Material, *, by: User, declared: bool = False) -> Source:
    """Notes the source, with the credit of this day, and with it all that it is made from itself.

    The credit goes wherever the adaptation goes: it has the title that is shared, and no draft's, and no word of the
    language of who made it. Raises ValidationError when that would be too many.
    """
    older = list(source.sources.all())
    if adaptation.sources.count() + 1 + len(older) > MOST:
        raise ValidationError(_("It is made from so many materials that no more can be named."))
    roots = limits.roots(source.team)
    made = Source.objects.create(
        adaptation=adaptation,
        material=source,
        declared=declared,
        unseen=declared,
        title=source.title if source.live else "",
        author=source.created_by,
        team_name="" if source.team.is_personal else source.team.name,
        school_names=", ".join(school.name for school in source.team.schools.all())[:600],
        work=source.work,
        rights=source.rights,
        license=source.license,
        school_id=roots.pop() if len(roots) == 1 else None,
        by=by,
    )
    for row in older:
        row.pk, row.adaptation, row.via, row.by, row._state.adding = None, adaptation, made, by, True
        row.unseen = declared
        row.save()
    return made


def allowed_with(material: Material, source: Material) -> frozenset[str]:
    """What the material may carry once it builds on the other as well."""
    return allowed_licenses([*limits.terms_for(material), *terms_in(source, material.team)])


def why_not(material: Material, source: Material) -> str:
    """Why a material cannot build on another, or an empty string."""
    if material.pk in _ancestors(source):
        return _("That one is made from this material.")
    if material.sources.direct().filter(material=source).exists():
        return _("It is named already.")
    if material.review == Review.IN_REVIEW:
        return _("An editor is looking at it. Take it back from the editors first.")
    if reason := plan(source, material.team).reason:
        return reason
    terms = [*limits.terms_for(material), *terms_in(source, material.team)]
    return "" if allowed_licenses(terms) else words.why_no_wider(terms)


def _ancestors(material: Material) -> set[int]:
    """The material and all that it is made from, also what its sources were said to build on since."""
    known, fresh = {material.pk}, {material.pk}
    while fresh:
        older = Source.objects.filter(adaptation__in=fresh).exclude(material=None).values_list("material", flat=True)
        fresh = set(older) - known
        known |= fresh
    return known


@transaction.atomic
def build_on(material: Material, source: Material, *, by: User, license: str | None = None) -> Source:
    """Says that a material of the person's team is made from another as well, and leaves it the narrower of the terms.

    `license` is what it carries from now on; None leaves that as it is. Raises PermissionDenied for what the person may
    not change or adapt; ValidationError with the reason when the licenses do not go together, the source has to stay
    elsewhere, or the license would have to change under what an editor approved.
    """
    hold_rows([source.pk, material.pk])
    from_row, row = Material.objects.filter(pk=source.pk).first(), Material.objects.get(pk=material.pk)
    require_edit(by, row)
    if from_row is None or not Material.objects.adaptable_by(by).filter(pk=from_row.pk).exists():
        raise PermissionDenied
    if reason := why_not(row, from_row):
        raise ValidationError({"source": reason})
    _carry(row, allowed_with(row, from_row), license, by=by)
    made = record(row, from_row, by=by, declared=True)
    limits.keep([row.pk])
    audit.record("material.build_on", by=by, target=row, source=from_row.pk)
    material.refresh_from_db()
    return made


def _carry(row: Material, allowed: frozenset[str], license_id: str | None, *, by: User) -> None:
    """The license from now on. What an editor approved gets no other one here: that goes through review."""
    chosen = row.license if license_id is None or row.rights in SCHOOL_BOUND else license_id
    if not fits(row.rights, chosen, allowed):
        raise ValidationError({"license": words.which_licenses(allowed)})
    if chosen == row.license:
        return
    if waiting_rights.must_wait(row):
        raise ValidationError({"license": _("It is shared beyond the school. Change its license first.")})
    Material.objects.filter(pk=row.pk).update(license=chosen)
    audit.record("material.set_rights", by=by, target=row, rights=row.rights, license=chosen, waits=False)


@transaction.atomic
def take_out(source: Source, *, by: User) -> None:
    """The team no longer says that its material builds on this. What was copied stays named, whatever the team says.

    What was narrowed by it stays so until it is shared anew. Raises ValidationError for what editors have approved with
    it, or are looking at.
    """
    adaptation, gone = hold_row(source.adaptation), source.material_id
    require_edit(by, adaptation)
    if not source.declared or source.via_id is not None:
        raise PermissionDenied
    if adaptation.review == Review.IN_REVIEW:
        raise ValidationError(_("An editor is looking at it. Take it back from the editors first."))
    if waiting_rights.must_wait(adaptation) and not source.unseen:
        raise ValidationError(_("The editors approved it with this. Share it with the school alone first."))
    source.delete()
    limits.keep([adaptation.pk])
    audit.record("material.take_out_source", by=by, target=adaptation, source=gone)
