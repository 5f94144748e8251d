"""The access rule, once: as keys stored with a material, as keys a person holds now, and as SQL.

A test proves the two forms equal. Nothing here knows a model of this room; teams are below it.
"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from materials.vocabulary import Reach, Review
from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User

if TYPE_CHECKING:
    from materials.models.material import Material

type_of_person = User | AnonymousUser
PUBLIC, MUNICIPALITY, EDITORS = "public", "municipality", "editors"


def readers_of(material: "Material") -> frozenset[str]:
    """The keys of which a person needs one to open the material; none once it is in the trash."""
    if material.trashed_at is not None:
        return frozenset()
    keys = {f"team:{material.team_id}"}
    if material.review == Review.IN_REVIEW or is_before_editors(material):
        keys.add(EDITORS)
    if material.live and material.hidden_at is None:
        keys |= reached_keys(material)
    return frozenset(keys)


def is_before_editors(material: "Material") -> bool:
    """Whether editors are asked about what is published: it is reported, or an editor has hidden it."""
    return material.live and (material.reported or material.hidden_at is not None)


def reached_keys(material: "Material") -> set[str]:
    """The keys that the reach of a published material gives it, beside those of its team."""
    match material.reach:
        case Reach.PUBLIC:
            return {PUBLIC}
        case Reach.MUNICIPALITY:
            return {MUNICIPALITY}
        case Reach.SCHOOL:
            return {f"school:{school.root_id}" for school in material.team.schools.all()}
        case _:
            return set()


def keys_of(user: type_of_person) -> frozenset[str]:
    """The keys that a person holds at this moment, from the database: never stored, never cached over requests."""
    keys = {PUBLIC}
    if not isinstance(user, User) or not user.is_active:
        return frozenset(keys)
    roots = School.objects.roots_of(user)
    keys |= {f"school:{root}" for root in roots}
    keys |= {f"team:{team}" for team in Team.objects.pks_of(user, roots)}
    if roots or user.offices:
        keys.add(MUNICIPALITY)
    if user.is_editor:
        keys.add(EDITORS)
    return frozenset(keys)


def readable_by(user: type_of_person) -> Q:
    """The same rule as a condition on materials: one's team's, what reaches one, and what one is asked about."""
    return Q(trashed_at=None) & (owned_or_reached(user) | reviewed_by(user) | reported_to(user))


def owned_or_reached(user: type_of_person) -> Q:
    """What is one's team's, and what reaches one: in one look at where the person works."""
    roots = _roots_of(user)
    return owned_by(user, roots) | reached_by(user, roots)


def reached_by(user: type_of_person, roots: list[int] | None = None) -> Q:
    """Materials whose published text reaches the person, who works at these whole schools."""
    reached = Q(live=True, reach=Reach.PUBLIC)
    if isinstance(user, User) and user.is_active:
        reached |= _reached_by(user, _roots_of(user) if roots is None else roots)
    return reached & Q(hidden_at=None)


def _roots_of(user: type_of_person) -> list[int]:
    return School.objects.roots_of(user) if isinstance(user, User) and user.is_active else []


def reviewed_by(user: type_of_person) -> Q:
    """Materials that were submitted to the person as an editor, until that is decided."""
    return Q(review=Review.IN_REVIEW) if _is_editor(user) else Q(pk__in=[])


def reported_to(user: type_of_person) -> Q:
    """Published materials that are before the person as an editor: reported and not decided yet, or hidden."""
    return Q(live=True) & (Q(reported=True) | ~Q(hidden_at=None)) if _is_editor(user) else Q(pk__in=[])


def _is_editor(user: type_of_person) -> bool:
    return isinstance(user, User) and user.is_active and user.is_editor


def owned_by(user: type_of_person, roots: list[int] | None = None) -> Q:
    """Materials of the teams that the person is in now, whatever their state."""
    return Q(team__in=Team.objects.pks_of(user, roots))


def _reached_by(user: User, roots: list[int]) -> Q:
    schools = Team.schools.through.objects.filter(team=OuterRef("team")).filter(
        Q(school__in=roots) | Q(school__parent__in=roots)
    )
    reached = Q(live=True, reach=Reach.SCHOOL) & Q(Exists(schools))
    if roots or user.offices:
        reached |= Q(live=True, reach=Reach.MUNICIPALITY)
    return reached
