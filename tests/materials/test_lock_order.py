"""Teams are locked first, then materials by id, then collections: two who lock several never wait in a ring."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from materials.adaptations.adapting import adapt
from materials.adaptations.sources import build_on
from materials.collections import curating
from materials.models.bulk import BulkAction
from materials.models.material import Material
from materials.models.suggestion import Suggestion
from materials.services import closing, handing_over, suggesting, trash
from materials.vocabulary import MaterialType, Reach
from teams.models.team import Team
from teams.models.user import User
from teams.roles import Role
from teams.services import accounts
from teams.services.teams import set_schools
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done, undone

pytestmark = pytest.mark.postgresql
ORDER = ["teams_team", "materials_material", "materials_collection"]
LOCKS = re.compile(r"FOR (?:NO KEY )?UPDATE(?: OF (.*))?$")
TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
#: Who changes or destroys a row locks it as well.
CHANGES = re.compile(r'^(?:UPDATE|DELETE FROM) "materials_material"')
IDS = re.compile(r'"materials_material"\."id" (?:IN \(([\d, ]+)\)|= (\d+))')


@pytest.fixture
def other(cast: Cast) -> Team:
    return factories.team(cast.teammate, of=[cast.school], lead=cast.lead)


@contextmanager
def locks() -> Iterator[list[str]]:
    """The tables of ours whose rows are locked meanwhile, one a statement; several rows always in an order."""
    tables: list[str] = []
    with CaptureQueriesContext(connection) as queries:
        yield tables
    statements = list(dict.fromkeys(query["sql"] for query in queries))
    assert by_id(statements)
    for sql in statements:
        if lock := LOCKS.search(sql):
            assert "ORDER BY" in sql or " IN (" not in sql, sql
            named = TABLE.findall(sql.split(" WHERE ")[0]) if lock[1] is None else [lock[1].strip('"')]
            tables += [table for table in named if table in ORDER]


def in_order(tables: list[str]) -> bool:
    return tables == sorted(tables, key=ORDER.index)


def by_id(statements: list[str]) -> bool:
    """Whether nobody who holds a material comes to one with a lower id, unless it is held already."""
    held: set[int] = set()
    for sql in filter(lambda sql: LOCKS.search(sql) or CHANGES.search(sql), statements):
        new = {int(pk) for some, one in IDS.findall(sql) for pk in (some or one).split(",")} - held
        if min(new, default=0) < max(held, default=0) and new:
            return False
        held |= new
    return True


def given(cast: Cast, other: Team) -> None:
    done(Material.objects.filter(team=cast.team), BulkAction.TEAM, cast.lead, team=other.pk)


def closed(cast: Cast, other: Team) -> None:
    closing.close_team(cast.team, to=other, by=cast.lead)


def adapted(cast: Cast, other: Team) -> None:
    adapt(Material.objects.filter(team=cast.team)[0], team=other, by=cast.lead)


def collected(cast: Cast, other: Team) -> None:
    wish = {"collection": cast.team.collections.get().pk}
    done(Material.objects.filter(team=cast.team), BulkAction.COLLECTION, cast.lead, **wish)


@pytest.mark.parametrize("act", [given, closed, adapted, collected])
def test_teams_are_locked_before_materials_and_these_before_collections(
    cast: Cast, other: Team, act: Callable[[Cast, Team], None]
) -> None:
    for _ in range(2):
        factories.material(cast.team, cast.lead, reach=Reach.SCHOOL)
    curating.create_collection(team=cast.team, title="Brøker", by=cast.lead)
    with locks() as tables:
        act(cast, other)
    assert tables and in_order(tables)


@pytest.fixture
def source(cast: Cast) -> Material:
    """Guessed about, shared with the school, and since then named as a source by a material that is older."""
    older, source = (factories.material(cast.team, cast.lead, reach=Reach.SCHOOL) for _ in range(2))
    build_on(older, source, by=cast.lead)
    Suggestion.objects.create(material=source, guesses={"material_type": MaterialType.GAME})
    return source


def restored(source: Material, cast: Cast, other: Team) -> None:
    trash.restore(source, by=cast.lead)


def guess_kept(source: Material, cast: Cast, other: Team) -> None:
    assert suggesting.keep(source, ["material_type"], by=cast.lead)


def copied(source: Material, cast: Cast, other: Team) -> None:
    other.memberships.create(user=cast.schoolmate, role=Role.MEMBER)
    adapt(source, team=other, by=cast.schoolmate)


@pytest.mark.parametrize("act", [restored, guess_kept, copied])
def test_an_edition_that_is_older_than_its_source_is_locked_before_it(
    cast: Cast, other: Team, source: Material, act: Callable[[Material, Cast, Team], None]
) -> None:
    if act is restored:
        trash.trash(source, by=cast.lead)
    with locks() as tables:
        act(source, cast, other)
    assert "materials_material" in tables and in_order(tables)


def test_what_is_destroyed_at_once_is_locked_in_the_order_of_ids(cast: Cast) -> None:
    for _ in range(3):
        factories.material(cast.team, cast.lead)
    Material.objects.update(trashed_at="2020-01-01T00:00:00Z")
    with locks() as tables:
        assert Material.objects.purge() == 3
    assert tables == ["materials_material"]


def test_a_team_that_is_opened_again_is_locked_first(cast: Cast, other: Team) -> None:
    factories.material(cast.team, cast.lead, reach=Reach.SCHOOL)
    curating.create_collection(team=cast.team, title="Brøker", by=cast.lead)
    closed(cast, other)
    with locks() as tables:
        closing.reopen_team(Team.objects.get(pk=cast.team.pk), by=cast.lead)
    assert list(dict.fromkeys(tables)) == ORDER


def test_a_team_that_is_given_other_schools_is_locked_before_its_materials(cast: Cast) -> None:
    factories.material(cast.team, cast.lead, reach=Reach.SCHOOL)
    with locks() as tables:
        set_schools(cast.team, [cast.school, cast.other_school], by=cast.operator)
    assert list(dict.fromkeys(tables)) == ORDER[:2]


def test_what_is_taken_back_to_several_teams_waits_for_all_of_them_first(cast: Cast, other: Team) -> None:
    third = factories.team(of=[cast.school], lead=cast.lead)
    materials = [factories.material(team, cast.lead) for team in (third, other)]
    change = done(materials, BulkAction.TEAM, cast.lead, team=cast.team.pk)
    with locks() as tables:
        undone(change, cast.lead)
    assert tables == ["teams_team", "materials_material"]


def test_what_somebody_has_left_is_locked_and_not_its_former_team(cast: Cast, other: Team) -> None:
    own = Team.objects.get(personal_of=cast.owner)
    factories.material(own, cast.owner, reach=Reach.SCHOOL)
    curating.create_collection(team=own, title="Mine", by=cast.owner)
    accounts.close_account(cast.owner, by=cast.operator)
    with locks() as tables:
        handing_over.hand_over(User.objects.get(pk=cast.owner.pk), team=other, by=cast.operator, private=True)
    assert in_order(tables) and tables.count("teams_team") == 1
