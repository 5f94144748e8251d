"""Moving, trashing and collecting many, both ways."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from materials.bulk import doing
from materials.bulk.words import reason
from materials.collections import arranging, curating
from materials.models.bulk import BulkAction, BulkChange
from materials.models.collection import Collection
from materials.models.material import Material
from materials.services import moving, sharing, trash
from materials.vocabulary import Reach
from teams.models.audit import AuditEntry
from teams.models.team import Team
from teams.roles import Role
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done, fresh, previewed, states, undone

TEAM, TRASH, COLLECTION = BulkAction.TEAM, BulkAction.TRASH, BulkAction.COLLECTION


@dataclass(frozen=True)
class Teams:
    near: Team
    wide: Team


@pytest.fixture
def teams(cast: Cast) -> Teams:
    """Another team of the school, and one of two schools; the lead is a member of both."""
    near = factories.team(cast.lead, of=[cast.school])
    return Teams(near, factories.team(cast.lead, of=[cast.school, cast.other_school]))


def test_a_lead_gives_all_to_another_team_and_takes_them_back(cast: Cast, three: list[Material], teams: Teams) -> None:
    change = done(three, TEAM, cast.lead, team=teams.near.pk)
    assert [material.team_id for material in fresh(three)] == [teams.near.pk] * 3
    assert not Material.objects.editable_by(cast.teammate).filter(team=teams.near).exists()
    undone(change, cast.lead)
    assert [material.team_id for material in fresh(three)] == [cast.team.pk] * 3
    moves = AuditEntry.objects.filter(action="material.move", target_id=str(three[0].pk))
    assert [(move.detail["source"], move.detail["to"]) for move in moves] == [
        (teams.near.pk, cast.team.pk),
        (cast.team.pk, teams.near.pk),
    ]


def test_a_member_moves_nothing_and_reads_why(cast: Cast, three: list[Material], teams: Teams) -> None:
    teams.near.memberships.create(user=cast.teammate, role=Role.MEMBER)
    change = previewed(three, TEAM, cast.teammate, team=teams.near.pk)
    assert change.summary["refused"] == {"not_lead": 3}


def test_bought_material_stays_in_its_school(cast: Cast, three: list[Material], teams: Teams) -> None:
    bought = factories.material(cast.team, cast.lead, rights="bought", reach=Reach.SCHOOL)
    unsure = factories.material(cast.team, cast.lead, rights="unsure", reach=Reach.SCHOOL)
    change = done([bought, unsure], TEAM, cast.lead, team=teams.wide.pk)
    assert list(change.items.values_list("state", "reason")) == [("left", "one_school"), ("done", "")]
    assert (change.summary["narrowed"], fresh([unsure])[0].reach) == (1, Reach.TEAM)
    undone(change, cast.lead)
    assert (fresh([unsure])[0].team_id, fresh([unsure])[0].reach) == (cast.team.pk, Reach.SCHOOL)


def test_what_one_of_many_is_refused_is_said_as_for_one_alone(cast: Cast, teams: Teams) -> None:
    cast.lead.employments.create(school=cast.other_school, started_on="2020-01-01")
    away = factories.team(cast.lead, of=[cast.other_school])
    bought = factories.material(cast.team, cast.lead, rights="bought", reach=Reach.SCHOOL)
    for team in (teams.wide, away):
        change = done([bought], TEAM, cast.lead, team=team.pk)
        assert reason(change.items.get().reason) == moving.refusal(bought, team) != ""


def test_what_was_moved_on_or_asked_of_editors_since_stays(cast: Cast, three: list[Material], teams: Teams) -> None:
    change = done(three, TEAM, cast.lead, team=teams.near.pk)
    Material.objects.filter(pk=three[0].pk).update(team=teams.wide)
    sharing.share(fresh(three)[1], reach=Reach.PUBLIC, by=cast.lead)
    assert states(undone(change, cast.lead)) == ["kept", "kept", "undone"]


def test_who_leads_the_team_no_longer_takes_nothing_back(cast: Cast, three: list[Material], teams: Teams) -> None:
    change = done(three, TEAM, cast.lead, team=teams.near.pk)
    cast.team.memberships.filter(user=cast.lead).update(role=Role.MEMBER)
    assert states(undone(change, cast.lead)) == ["kept"] * 3


def test_a_team_that_has_closed_takes_nothing(cast: Cast, three: list[Material], teams: Teams) -> None:
    change = previewed(three, TEAM, cast.lead, team=teams.near.pk)
    Team.objects.filter(pk=teams.near.pk).update(closed_at=three[0].created_at)
    with pytest.raises(ValidationError):
        done_again(change, cast)
    assert BulkChange.objects.get(pk=change.pk).state == "refused"
    assert [material.team_id for material in fresh(three)] == [cast.team.pk] * 3


def done_again(change: BulkChange, cast: Cast) -> None:
    doing.start(change, version=change.version, by=cast.lead)


def test_the_trash_takes_all_and_gives_them_back(cast: Cast, three: list[Material]) -> None:
    sharing.share(three[2], reach=Reach.PUBLIC, by=cast.lead)
    change = done(three, TRASH, cast.teammate)
    assert not Material.objects.visible_to(cast.teammate).exists()
    assert Material.objects.in_trash_of(cast.lead).count() == 3
    assert fresh(three)[2].review == ""
    assert states(undone(change, cast.teammate)) == ["undone"] * 3
    assert Material.objects.visible_to(cast.schoolmate).get() == three[2]


def test_what_somebody_took_out_and_put_in_again_stays_in_the_trash(cast: Cast, three: list[Material]) -> None:
    change = done(three, TRASH, cast.teammate)
    trash.restore(fresh(three)[0], by=cast.lead)
    trash.restore(fresh(three)[1], by=cast.lead)
    trash.trash(fresh(three)[1], by=cast.lead)
    assert states(undone(change, cast.teammate)) == ["kept", "kept", "undone"]
    assert [material.trashed_at is None for material in fresh(three)] == [True, False, True]


@pytest.fixture
def collection(cast: Cast) -> Collection:
    return curating.create_collection(team=cast.team, title="Brøker", by=cast.lead)


def parts(collection: Collection) -> list[int | None]:
    return list(collection.entries.standing().values_list("material", flat=True))


def test_materials_come_into_a_collection_once_in_order_and_out(
    cast: Cast, three: list[Material], collection: Collection
) -> None:
    arranging.add_part(collection, three[1], by=cast.lead)
    change = done([three[2], three[1], three[0]], COLLECTION, cast.lead, collection=collection.pk)
    assert parts(collection) == [three[1].pk, three[2].pk, three[0].pk]
    undone(change, cast.lead)
    assert parts(collection) == [three[1].pk]


def test_a_part_that_a_curator_has_worked_on_stays(cast: Cast, three: list[Material], collection: Collection) -> None:
    change = done(three, COLLECTION, cast.lead, collection=collection.pk)
    entry = collection.entries.get(material=three[1])
    arranging.set_text(entry, "Brug side 2–4", base=0, by=cast.lead)
    assert states(undone(change, cast.lead)) == ["undone", "kept", "undone"]
    assert parts(collection) == [three[1].pk]


def test_who_may_not_arrange_a_collection_adds_nothing(
    cast: Cast, three: list[Material], collection: Collection
) -> None:
    with pytest.raises(PermissionDenied):
        previewed(three, COLLECTION, cast.teammate, collection=collection.pk)
    assert parts(collection) == []


def test_a_full_collection_takes_none_of_them(
    cast: Cast, three: list[Material], collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("materials.bulk.collecting.MOST_LINES", 2)
    with pytest.raises(ValidationError, match="2"):
        previewed(three, COLLECTION, cast.lead, collection=collection.pk)
    assert parts(collection) == []


def test_a_full_collection_tells_nothing_of_parts_that_one_does_not_see(
    cast: Cast, three: list[Material], collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("materials.bulk.collecting.MOST_LINES", 3)
    theirs = factories.material(factories.team(cast.owner, of=[cast.school]), cast.owner, reach=Reach.SCHOOL)
    arranging.add_part(collection, theirs, by=cast.lead)
    sharing.narrow(theirs, reach=Reach.TEAM, by=cast.owner)
    with pytest.raises(ValidationError) as refused:
        previewed(three, COLLECTION, cast.lead, collection=collection.pk)
    assert "3" in refused.value.messages[0] and "2" not in refused.value.messages[0]
