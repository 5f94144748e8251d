"""Moving a material to another team."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from materials import review, rights
from materials.adaptations import limits
from materials.adaptations.limits import roots
from materials.models.material import Material
from materials.permissions import require_edit
from materials.vocabulary import Review
from teams import audit
from teams.models.team import Team
from teams.models.user import User
from teams.roles import Role
from teams.services.leads import hold


@transaction.atomic
def move(material: Material, *, team: Team, by: User) -> None:
    """Gives a material to another team of the person's, who leads the team that gives it away.

    A reach that the new team's schools do not allow becomes narrower at once. Raises PermissionDenied unless the
    person is in both teams and leads the first, ValidationError when the new team may not hold it.
    """
    require_edit(by, material)
    if not may_move(material, by=by) or not Team.objects.of(by).filter(pk=team.pk).exists():
        raise PermissionDenied
    if reason := refusal(material, team):
        raise ValidationError({"team": reason})
    give(material, team, by=by)
    material.refresh_from_db()


def refusal(material: Material, team: Team, along: Collection[int] = ()) -> str:
    """Why a team may not be given a material, or an empty string when it may. `along` are those that go with it."""
    if reason := rights.refusal(material.rights, several_schools=team.schools.count() > 1):
        return str(reason)
    if material.rights in rights.ONE_SCHOOL_ONLY and roots(material.team) != roots(team):
        return _("Extracts and bought material stay in the school that they were made or bought for.")
    return limits.refusal(material, team, along)


def give(material: Material, team: Team, *, by: User | None) -> None:
    """The move itself, for those who have asked whether it may be. Raises PermissionDenied for a closed team."""
    hold(team)
    if material.review == Review.IN_REVIEW:
        review.withdraw(material, by=by)
    source = material.team_id
    Material.objects.filter(pk=material.pk).update(team=team)
    audit.record("material.move", by=by, target=material, source=source, to=team.pk)


def may_move(material: Material, *, by: User) -> bool:
    return Team.objects.of(by).filter(pk=material.team_id, memberships__user=by, memberships__role=Role.LEAD).exists()
