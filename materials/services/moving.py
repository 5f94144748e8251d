"""Whether a material may be given to another team, and giving it."""

from collections.abc import Collection
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from materials import review, rights
from materials.adaptations import limits
from materials.models.material import Material
from materials.narrowing import narrowing_noted
from teams import audit
from teams.models.team import Team
from teams.models.user import User
from teams.roles import Role
from teams.services.leads import hold

OTHER_SCHOOL = gettext_lazy("Extracts and bought material stay in the school that they were made or bought for.")


class Refusal(NamedTuple):
    """What is said about one material, and the code by which a change of many remembers it."""

    code: str
    sentence: str


def why_not(material: Material, team: Team, along: Collection[int] = ()) -> Refusal | None:
    """Why a team may not be given a material, or None when it may. `along` are those that go with it.

    Asks nothing of the database for rows and a team that come with their schools and sources.
    """
    if reason := rights.refusal(material.rights, several_schools=len(team.schools.all()) > 1):
        return Refusal("one_school", str(reason))
    if material.rights in rights.ONE_SCHOOL_ONLY and limits.roots(material.team) != limits.roots(team):
        return Refusal("other_school", str(OTHER_SCHOOL))
    sentence = limits.refusal(material, team, along)
    return Refusal("source_team", sentence) if sentence else None


def refusal(material: Material, team: Team, along: Collection[int] = ()) -> str:
    """The same as a sentence; an empty string when it may."""
    found = why_not(material, team, along)
    return found.sentence if found else ""


def give(material: Material, team: Team, *, by: User | None) -> None:
    """The move itself, for those who hold the material and have asked whether it may be.

    Raises PermissionDenied for a closed team.
    """
    hold(team)
    review.withdraw_open(material, by=by)
    source = material.team_id
    with narrowing_noted([material.pk], by=by, to=team.pk):
        Material.objects.filter(pk=material.pk).update(team=team)
    audit.record("material.move", by=by, target=material, source=source, to=team.pk)


def may_move(material: Material, *, by: User) -> bool:
    return Team.objects.of(by).filter(pk=material.team_id, memberships__user=by, memberships__role=Role.LEAD).exists()
