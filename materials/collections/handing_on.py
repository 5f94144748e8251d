"""What becomes of a team's collections when the team closes or is opened again, and of those that somebody left."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from materials.collections.reviewing import DECIDED
from materials.models.closing import CollectionHandedOn
from materials.models.collection import Collection, CollectionQuerySet
from materials.vocabulary import Reach, Review
from teams import audit
from teams.models.team import Team
from teams.models.user import User


def of_team(team: Team) -> CollectionQuerySet:
    """Every collection of the team, those in its trash included."""
    return Collection.objects.filter(team=team).order_by("pk")


def left_by(person: User, *, private: bool) -> CollectionQuerySet:
    """Those of the person's own team: the shared ones alone, or also those that nobody else could see."""
    found = Collection.objects.filter(team__personal_of=person).order_by("pk")
    return found if private else found.filter(reach__gt=Reach.TEAM, trashed_at=None)


def give(collections: Sequence[Collection], source: Team, to: Team, *, by: User) -> int:
    """Gives them to a team that takes over from a closing one; returns how many.

    Reach, approved text, followers and proposals stay: `school` reach means the other team's schools from now on, as it
    does for materials. What lies with the editors is taken back from them.
    """
    CollectionHandedOn.objects.filter(source=source).delete()
    CollectionHandedOn.objects.bulk_create(CollectionHandedOn(collection=row, source=source) for row in collections)
    move(collections, to, by=by)
    return len(collections)


def take_back(team: Team, *, by: User) -> int:
    """Gives a team that is open again those that the other team still has; returns how many."""
    handed = CollectionHandedOn.objects.filter(source=team).values("collection")
    returning = Collection.objects.filter(pk__in=handed, team=team.went_to_id).select_for_update().order_by("pk")
    back = list(returning) if team.went_to_id else []
    move(back, team, by=by)
    CollectionHandedOn.objects.filter(source=team).delete()
    return len(back)


def move(collections: Sequence[Collection], to: Team, *, by: User | None) -> None:
    """The move itself, for those who have asked whether it may be. What lies with the editors is taken back."""
    asked = [row for row in collections if row.review == Review.IN_REVIEW]
    Collection.objects.filter(pk__in=[row.pk for row in asked]).update(**DECIDED)
    for row in asked:
        audit.record("collection.withdraw", by=by, target=row)
    Collection.objects.filter(pk__in=[row.pk for row in collections]).update(team=to)
    for row in collections:
        audit.record("collection.move", by=by, target=row, source=row.team_id, to=to.pk)


def forget(before: datetime) -> int:
    """What was kept for opening teams again that closed before then."""
    old: models.QuerySet[CollectionHandedOn] = CollectionHandedOn.objects.filter(source__closed_at__lte=before)
    return old.delete()[0]
