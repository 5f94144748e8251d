"""A few materials of a team, and a way to change them as a person would: chosen, previewed, done."""

from collections.abc import Iterable
from typing import Any

import pytest

from materials.bulk import choosing, doing
from materials.models.bulk import BulkAction, BulkChange
from materials.models.material import Material
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def three(cast: Cast) -> list[Material]:
    """One draft, one that the team has, one that the school has."""
    reaches = [None, Reach.TEAM, Reach.SCHOOL]
    return [factories.material(cast.team, cast.lead, reach=reach, tags=["gammel"]) for reach in reaches]


def previewed(materials: Iterable[Material], action: BulkAction, by: User, **wish: Any) -> BulkChange:
    change = choosing.choose([material.pk for material in materials], by=by)
    choosing.preview(change, action=action, wish=wish, by=by)
    return BulkChange.objects.get(pk=change.pk)


def done(materials: Iterable[Material], action: BulkAction, by: User, **wish: Any) -> BulkChange:
    change = previewed(materials, action, by, **wish)
    doing.start(change, version=change.version, by=by)
    return BulkChange.objects.get(pk=change.pk)


def undone(change: BulkChange, by: User) -> BulkChange:
    doing.undo(change, by=by)
    return BulkChange.objects.get(pk=change.pk)


def states(change: BulkChange) -> list[str]:
    return list(change.items.values_list("state", flat=True))


def fresh(materials: Iterable[Material]) -> list[Material]:
    return [Material.objects.get(pk=material.pk) for material in materials]
