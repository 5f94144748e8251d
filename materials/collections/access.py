"""Who may see a collection, by the same keys as materials, and which of its texts. Knows no model of this room."""

from enum import Enum
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from materials import access
from materials.vocabulary import Reach, Review
from teams.letters import has
from teams.models.team import Team
from teams.models.user import User
from teams.roles import Role

if TYPE_CHECKING:
    from materials.models.collection import Collection


class Sight(Enum):
    """Which text of a collection a person sees."""

    NONE = "none"
    APPROVED = "approved"  # what an editor approved for wide reach
    SUBMITTED = "submitted"  # what an editor is asked about
    CURRENT = "current"  # as it stands: the team, and those whom it reaches without review


def readers_of(collection: "Collection") -> frozenset[str]:
    """The keys of which a person needs one to open the collection; none once it is in the trash."""
    if collection.trashed_at is not None:
        return frozenset()
    keys = {f"team:{collection.team_id}"}
    if collection.review == Review.IN_REVIEW:
        keys.add(access.EDITORS)
    match collection.reach:
        case Reach.PUBLIC:
            keys.add(access.PUBLIC)
        case Reach.MUNICIPALITY:
            keys.add(access.MUNICIPALITY)
        case Reach.SCHOOL:
            keys |= school_keys(collection)
    return frozenset(keys)


def school_keys(collection: "Collection") -> set[str]:
    return {f"school:{school.root_id}" for school in collection.team.schools.all()}


def sight_of(keys: frozenset[str], collection: "Collection") -> Sight:
    """Which text somebody with these keys sees. Colleagues of the team's schools see what `school` reach shows them.

    What reaches further is the approved text alone: notes written since wait for an editor, as a material's text does.
    """
    if not readers_of(collection) & keys:
        return Sight.NONE
    near = {f"team:{collection.team_id}"}
    if collection.reach >= Reach.SCHOOL:
        near |= school_keys(collection)
    return sight_of_visible(collection, is_near=bool(near & keys), is_editor=access.EDITORS in keys)


def sight_of_visible(collection: "Collection", *, is_near: bool, is_editor: bool) -> Sight:
    """The same, of somebody who sees the collection and is near to it or not."""
    if is_near:
        return Sight.CURRENT
    return Sight.SUBMITTED if is_editor and collection.review == Review.IN_REVIEW else Sight.APPROVED


def near_to(keys: frozenset[str]) -> Q:
    """Collections that somebody with these keys sees as they stand: of their team, or of their school once shared."""
    roots = _numbers(keys, "school:")
    schools = Team.schools.through.objects.filter(team=OuterRef("team")).filter(
        Q(school__in=roots) | Q(school__parent__in=roots)
    )
    return Q(team__in=_numbers(keys, "team:")) | (Q(reach__gte=Reach.SCHOOL) & Q(Exists(schools)))


def readable_by(user: access.type_of_person) -> Q:
    """The same rule as a condition on collections."""
    return readable_with(access.keys_of(user))


def readable_with(keys: frozenset[str]) -> Q:
    """The same, of somebody who holds these keys at this moment."""
    readable = near_to(keys) | Q(reach=Reach.PUBLIC)
    if access.MUNICIPALITY in keys:
        readable |= Q(reach=Reach.MUNICIPALITY)
    if access.EDITORS in keys:
        readable |= Q(review=Review.IN_REVIEW)
    return Q(trashed_at=None) & readable


def _numbers(keys: frozenset[str], kind: str) -> list[int]:
    return sorted(int(key.removeprefix(kind)) for key in keys if key.startswith(kind))


def titled(user: access.type_of_person, words: str) -> Q:
    """Collections whose title, in the text that this person sees of them, has the words: `sight_of` as a condition."""
    keys = access.keys_of(user)
    asked = Q(review=Review.IN_REVIEW) if access.EDITORS in keys else Q(pk__in=[])
    submitted = asked & has("submitted__face__title", words)
    approved = ~asked & has("approved__face__title", words)
    near = near_to(keys)
    return (near & has("title", words)) | (~near & (submitted | approved))


def led_by(user: access.type_of_person) -> Q:
    """Collections of the teams that the person leads now; in one's own team one leads."""
    if not isinstance(user, User):
        return Q(pk__in=[])
    led = Team.objects.of(user).filter(memberships__user=user, memberships__role__gte=Role.LEAD)
    return Q(team__in=led.values("pk"))


def curated_by(user: access.type_of_person) -> Q:
    """Collections that the person may arrange: leads do, and members of the team where a lead lets them."""
    return led_by(user) | (Q(by_members=True) & Q(team__in=Team.objects.pks_of(user)))
