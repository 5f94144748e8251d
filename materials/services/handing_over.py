"""Handing the personal materials and collections of somebody who has left to a team."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from materials.collections import handing_on
from materials.holding import hold_rows
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.services.moving import give, refusal
from materials.vocabulary import Reach
from teams.inbox import Kind, tell
from teams.models.team import Team
from teams.models.user import User
from teams.services.leads import hold


@dataclass(frozen=True)
class HandedOver:
    """How many materials and collections went, and the materials that the team may not hold: each with the reason."""

    moved: int
    refused: tuple[tuple[Material, str], ...]
    collections: int = 0


@transaction.atomic
def hand_over(person: User, *, team: Team, by: User | None, private: bool = False) -> HandedOver:
    """Gives what a closed account has of its own to a team; what only the person could see stays unless told.

    A second run moves what is left. What the team's schools do not allow becomes narrower at once, as in every move.
    Collections keep their reach, as they do when a team closes.
    `by` is None for commands. Raises PermissionDenied for all but operators, ValidationError for an open account and
    for a personal team.
    """
    if by is not None and not by.is_operator:
        raise PermissionDenied
    if person.is_active:
        raise ValidationError(_("Close the account first: until then its materials are its person's own."))
    if team.is_personal:
        raise ValidationError(_("Materials are handed to a team, not to one person."))
    hold(team)
    hold_rows(left_by(person, private=private).values_list("pk", flat=True))
    left = list(left_by(person, private=private))
    refused = []
    for material in left:
        if reason := refusal(material, team):
            refused.append((material, reason))
        else:
            give(material, team, by=by)
    collections = list(handing_on.left_by(person, private=private).select_for_update(of=("self",)))
    handing_on.move(collections, team, by=by)
    done = HandedOver(len(left) - len(refused), tuple(refused), len(collections))
    if done.moved or done.collections:
        tell(Kind.HANDED_OVER, team.people.all(), by=by, target=team, change="left_by")
    return done


def left_by(person: User, *, private: bool) -> MaterialQuerySet:
    """The materials of the person's own team: the shared ones alone, or also those that nobody else could see."""
    found = Material.objects.filter(team__personal_of=person).order_by("pk")
    return found if private else found.filter(reach__gt=Reach.TEAM, trashed_at=None)
