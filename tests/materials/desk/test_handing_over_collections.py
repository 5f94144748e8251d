"""The collections of somebody who has left go to a team with their materials, or stay until that is asked for."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from materials.collections import arranging, curating, proposing, reviewing
from materials.models.collection import Collection
from materials.services import handing_over
from materials.vocabulary import Reach, Review
from teams.models.audit import AuditEntry
from teams.models.inbox import Notice
from teams.models.team import Team
from teams.models.user import User
from teams.services import accounts
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def gone(cast: Cast) -> User:
    """Left a collection that the school sees, with a follower, and one that nobody else has seen."""
    own = Team.objects.get(personal_of=cast.owner)
    shared = curating.create_collection(team=own, title="Delt", by=cast.owner)
    arranging.add_part(shared, factories.material(own, cast.owner, reach=Reach.SCHOOL), by=cast.owner)
    reviewing.share(shared, reach=Reach.SCHOOL, by=cast.owner)
    proposing.follow(shared, by=cast.schoolmate)
    reviewing.share(shared, reach=Reach.MUNICIPALITY, by=cast.owner)
    curating.create_collection(team=own, title="Kladde", by=cast.owner)
    accounts.close_account(cast.owner, by=cast.operator)
    return User.objects.get(pk=cast.owner.pk)


def seen_by(person: User) -> list[str]:
    return sorted(Collection.objects.visible_to(person).values_list("title", flat=True))


def test_what_was_shared_goes_with_its_readers_and_can_be_arranged_again(cast: Cast, gone: User) -> None:
    assert not Collection.objects.curated_by(cast.lead).exists()
    done = handing_over.hand_over(gone, team=cast.team, by=cast.operator)
    assert (done.moved, done.collections) == (1, 1)
    row = Collection.objects.curated_by(cast.lead).get()
    assert (row.title, row.reach, row.review) == ("Delt", Reach.SCHOOL, Review.NONE)
    assert row.follows.get().person == cast.schoolmate
    assert [seen_by(person) for person in (cast.schoolmate, cast.teammate, cast.stranger)] == [["Delt"], ["Delt"], []]
    assert AuditEntry.objects.filter(action="collection.move", by=cast.operator, target_id=str(row.pk)).exists()


def test_what_nobody_else_saw_goes_only_when_asked_for(cast: Cast, gone: User) -> None:
    handing_over.hand_over(gone, team=cast.team, by=None)
    assert seen_by(cast.lead) == ["Delt"]
    assert handing_over.hand_over(gone, team=cast.team, by=None, private=True).collections == 1
    assert (seen_by(cast.lead), seen_by(cast.schoolmate)) == (["Delt", "Kladde"], ["Delt"])
    assert handing_over.hand_over(gone, team=cast.team, by=None, private=True).collections == 0


def test_the_team_is_told_also_of_collections_alone(cast: Cast, gone: User) -> None:
    handing_over.hand_over(gone, team=factories.team(of=[cast.school]), by=None)
    handing_over.hand_over(gone, team=cast.team, by=None, private=True)
    told = Notice.objects.filter(kind="handed_over", target_id=cast.team.pk)
    assert set(told.values_list("person", flat=True)) == {cast.lead.pk, cast.teammate.pk}


def test_the_desk_and_the_command_count_them(cast: Cast, gone: User) -> None:
    desk, address = Client(), f"/admin/materials/left-by/{gone.pk}/"
    desk.force_login(cast.operator, backend="teams.backends.LocalBackend")
    assert "1 samling er delt med andre." in desk.get(address).content.decode()
    said = desk.post(address, {"team": cast.team.pk}, follow=True).content.decode()
    assert "1 samling har fået et nyt team." in said and "0 samlinger er delt med andre." in said
    call_command("hand_over", gone.subject, "--team", cast.team.slug, "--private", stdout=(out := StringIO()))
    assert "0 materials and 1 collections have a new team." in out.getvalue()
    assert "Der er ikke mere at overdrage." in desk.get(address).content.decode()
