"""Who had a part in a collection before that was noted does not decide about it after the upgrade."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from materials.collections import arranging, curating, proposing, reviewing
from materials.models.bulk import BulkAction
from materials.models.collection import Collection
from materials.models.news import NewParts
from materials.vocabulary import Reach
from teams.models.joining import Departure
from teams.models.user import User
from teams.roles import EDITORS, Role
from teams.services import memberships
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done
from tests.materials.collections.conftest import Shelf, share

BEFORE = [("materials", "0016_who_wrote_collections"), ("teams", "0004_joining_and_closing")]


def upgrade() -> None:
    """From a time when nothing was noted; twice, for the second run finds it all done."""
    Collection.written_by.through.objects.all().delete()
    known = MigrationLoader(connection).project_state(BEFORE)
    for _ in range(2):
        import_module("materials.migrations.0017_who_wrote_collections_of_before").fill(known.apps, None)


@pytest.fixture
def colleague(cast: Cast) -> User:
    """Leads the team as well, and is an editor."""
    person = factories.person(cast.school, offices=frozenset({EDITORS}))
    cast.team.memberships.create(user=person, role=Role.LEAD)
    return person


def leaves_without_a_trace(cast: Cast, person: User) -> None:
    """As somebody who left long ago: neither in the team nor among who left lately."""
    memberships.remove_member(cast.team, person, by=person)
    Departure.objects.all().delete()


def makes(cast: Cast, shelf: Shelf, person: User) -> Collection:
    row = curating.create_collection(team=cast.team, title="Min egen", by=person)
    row.entries.create(material=shelf.open, position=0)  # put in by nobody: making it is what is looked at
    return row


def asked_once(cast: Cast, shelf: Shelf, person: User) -> Collection:
    reviewing.share(shelf.collection, reach=Reach.MUNICIPALITY, by=person)
    reviewing.withdraw(shelf.collection, by=person)
    return shelf.collection


def put_a_part_in(cast: Cast, shelf: Shelf, person: User) -> Collection:
    """Somebody follows it, so it is known who told them of it."""
    share(cast, shelf.collection, Reach.SCHOOL)
    proposing.follow(shelf.collection, by=cast.schoolmate)
    arranging.add_part(shelf.collection, factories.material(cast.team, person), by=person)
    return shelf.collection


def put_many_in(cast: Cast, shelf: Shelf, person: User) -> Collection:
    materials = [factories.material(cast.team, person) for _ in range(2)]
    done(materials, BulkAction.COLLECTION, person, collection=shelf.collection.pk)
    NewParts.objects.all().delete()
    return shelf.collection


@pytest.mark.parametrize("did", [makes, asked_once, put_a_part_in, put_many_in])
def test_who_had_a_part_in_it_and_left_decides_nothing_and_others_do(
    cast: Cast, shelf: Shelf, colleague: User, did: Callable[[Cast, Shelf, User], Collection]
) -> None:
    row = did(cast, shelf, colleague)
    leaves_without_a_trace(cast, colleague)
    upgrade()
    reviewing.share(row, reach=Reach.MUNICIPALITY, by=cast.lead)
    assert [reviewing.may_decide(row, editor) for editor in (colleague, cast.editor)] == [False, True]


def test_who_could_arrange_it_at_the_upgrade_and_leaves_afterwards_decides_nothing(
    cast: Cast, shelf: Shelf, colleague: User
) -> None:
    upgrade()
    leaves_without_a_trace(cast, colleague)
    reviewing.share(shelf.collection, reach=Reach.MUNICIPALITY, by=cast.lead)
    assert not reviewing.may_decide(shelf.collection, colleague)


def test_members_count_only_where_members_may_arrange(cast: Cast, shelf: Shelf) -> None:
    open_one = curating.create_collection(team=cast.team, title="Alles", by=cast.lead)
    curating.let_members(open_one, allowed=True, by=cast.lead)
    upgrade()
    assert [cast.teammate in row.written_by.all() for row in (shelf.collection, open_one)] == [False, True]


def test_deciding_and_following_are_no_part_of_it(cast: Cast, shelf: Shelf) -> None:
    share(cast, shelf.collection, Reach.MUNICIPALITY)
    proposing.follow(shelf.collection, by=cast.schoolmate)
    upgrade()
    assert set(shelf.collection.written_by.all()) == {cast.lead}
