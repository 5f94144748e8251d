"""What reaches fewer people stands in the log, of each material, whoever or whatever narrowed it."""

from collections.abc import Callable

import pytest

from materials.models.bulk import BulkAction
from materials.models.material import Material
from materials.services import closing, handing_over, sharing
from materials.vocabulary import Reach
from teams.models.audit import AuditEntry
from teams.models.school import Employment
from teams.models.team import Team
from teams.models.user import User
from teams.services import accounts, employments, teams
from tests import factories
from tests.conftest import Cast
from tests.giving import give_on
from tests.materials.bulk.conftest import done

Act = Callable[[Cast, list[Material]], object]


def wide(cast: Cast) -> Team:
    """A team of two schools, which holds what is unsure to itself."""
    return factories.team(cast.lead, of=[cast.school, cast.other_school])


def both_schools(cast: Cast, found: list[Material]) -> None:
    teams.set_schools(cast.team, [cast.school, cast.other_school], by=cast.operator)


def from_the_admin(cast: Cast, found: list[Material]) -> None:
    cast.team.schools.add(cast.other_school)


def one_by_one(cast: Cast, found: list[Material]) -> None:
    to = wide(cast)
    for material in found:
        give_on(material, team=to, by=cast.lead)


def in_bulk(cast: Cast, found: list[Material]) -> None:
    done(found, BulkAction.TEAM, cast.lead, team=wide(cast).pk)


def closed(cast: Cast, found: list[Material]) -> None:
    closing.close_team(cast.team, to=wide(cast), by=cast.lead)


def handed_over(cast: Cast, found: list[Material]) -> None:
    own = Team.objects.get(personal_of=cast.owner)
    Material.objects.filter(pk__in=[material.pk for material in found]).update(team=own)
    accounts.close_account(cast.owner, by=None)
    handing_over.hand_over(User.objects.get(pk=cast.owner.pk), team=wide(cast), by=cast.operator)


def worse_rights(cast: Cast, found: list[Material]) -> None:
    teams.set_schools(cast.team, [cast.school, cast.other_school], by=None)
    sharing.set_rights(found[1], by=cast.owner, rights="unsure")


#: By whom, and of how many of two: the first is unsure, the second openly licensed, and both the school sees.
ACTS: dict[str, tuple[Act, str | None, list[int]]] = {
    "other schools": (both_schools, "operator", [0]),
    "another school, not by the service": (from_the_admin, None, [0]),
    "moves": (one_by_one, "lead", [0]),
    "moved in bulk": (in_bulk, "lead", [0]),
    "closing": (closed, "lead", [0]),
    "handed over": (handed_over, "operator", [0]),
    "worse rights": (worse_rights, "owner", [0, 1]),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_narrows_is_written_down_of_each_material_and_of_no_other(cast: Cast, name: str) -> None:
    act, who, narrowed = ACTS[name]
    found = [
        factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights=rights, license=license)
        for rights, license in (("unsure", ""), ("own_work", "CC-BY-4.0"))
    ]
    factories.material(cast.team, cast.owner, rights="unsure")
    act(cast, found)
    reaches = [Material.objects.get(pk=material.pk).reach for material in found]
    assert [place for place, reach in enumerate(reaches) if reach == Reach.TEAM] == narrowed
    entries = list(AuditEntry.objects.filter(action="material.narrow").order_by("pk"))
    assert [entry.target_id for entry in entries] == [str(found[place].pk) for place in narrowed]
    assert {entry.detail["reach"] for entry in entries} == {"team"}
    assert entries[-1].by == (getattr(cast, who) if who else None)


def test_what_a_school_bought_is_written_down_when_its_owner_goes_to_another(cast: Cast) -> None:
    own = Team.objects.get(personal_of=cast.owner)
    bought = factories.material(own, cast.owner, reach=Reach.SCHOOL, rights="bought")
    factories.material(own, cast.owner, reach=Reach.SCHOOL, rights="own_work", license="CC-BY-4.0")
    employments.employ(cast.owner, cast.other_school, by=None, is_main=True)
    assert Employment.objects.get(user=cast.owner, is_main=True).school == cast.other_school
    (entry,) = AuditEntry.objects.filter(action="material.narrow")
    assert (entry.target_id, entry.detail, entry.by) == (str(bought.pk), {"reach": "team"}, None)
