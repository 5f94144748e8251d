"""A team that closes takes its collections along: readers, followers and approved text stay, and it can be undone."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from materials.collections import arranging, curating, proposing, reviewing
from materials.models.closing import CollectionHandedOn
from materials.models.collection import Collection
from materials.models.material import Material
from materials.services import closing
from materials.vocabulary import TRASH_DAYS, Reach, Review
from teams.models.team import Team
from teams.models.user import User
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def other(cast: Cast) -> Team:
    """A team of another school, which the lead is in as well."""
    cast.lead.employments.create(school=cast.other_school, started_on="2020-01-01")
    return factories.team(cast.lead, of=[cast.other_school], lead=cast.stranger)


@pytest.fixture
def row(cast: Cast) -> Collection:
    made = curating.create_collection(team=cast.team, title="Kredsløb", by=cast.lead)
    arranging.add_part(made, factories.material(cast.team, cast.owner, reach=Reach.PUBLIC), by=cast.lead)
    reviewing.share(made, reach=Reach.SCHOOL, by=cast.lead)
    proposing.follow(made, by=cast.schoolmate)
    return made


def sees(person: User) -> bool:
    return Collection.objects.visible_to(person).exists()


def test_a_collection_goes_with_its_team_and_reaches_the_schools_of_the_other(
    cast: Cast, row: Collection, other: Team
) -> None:
    assert (sees(cast.schoolmate), sees(cast.stranger)) == (True, False)
    assert closing.close_team(cast.team, to=other, by=cast.lead) == 1
    moved = Collection.objects.get()
    assert (moved.team, moved.reach) == (other, Reach.SCHOOL)
    assert (sees(cast.schoolmate), sees(cast.owner), sees(cast.stranger)) == (False, False, True)
    assert moved.follows.get().person == cast.schoolmate
    assert Collection.objects.led_by(cast.stranger).exists()
    assert not Collection.objects.curated_by(cast.lead).exists()


def test_a_team_with_collections_alone_needs_another_too(cast: Cast, other: Team) -> None:
    row = curating.create_collection(team=cast.team, title="Tom", by=cast.lead)
    curating.trash(row, by=cast.lead)
    with pytest.raises(ValidationError):
        closing.close_team(cast.team, to=None, by=cast.lead)
    assert closing.close_team(cast.team, to=other, by=cast.lead) == 0
    assert Team.objects.get(pk=cast.team.pk).went_to == other
    assert set(Collection.objects.in_trash_of(cast.stranger)) == {row}


def test_what_is_approved_stays_so_and_a_question_to_the_editors_is_taken_back(
    cast: Cast, row: Collection, other: Team
) -> None:
    reviewing.share(row, reach=Reach.MUNICIPALITY, by=cast.lead)
    reviewing.approve(row, by=cast.editor)
    curating.change_about(row, by=cast.lead, base=0, title="Lavine")
    reviewing.share(row, reach=Reach.PUBLIC, by=cast.lead)
    closing.close_team(cast.team, to=other, by=cast.operator)
    moved = Collection.objects.get()
    assert (moved.review, moved.submitted, moved.reach) == (Review.NONE, None, Reach.MUNICIPALITY)
    assert moved.approved["face"]["title"] == "Kredsløb"


def test_opening_it_again_brings_back_what_the_other_team_still_has(cast: Cast, row: Collection, other: Team) -> None:
    closing.close_team(cast.team, to=other, by=cast.lead)
    third = factories.team(of=[cast.other_school], lead=cast.stranger)
    later = curating.create_collection(team=other, title="Deres egen", by=cast.stranger)
    closing.reopen_team(Team.objects.get(pk=cast.team.pk), by=cast.lead)
    assert Collection.objects.get(pk=row.pk).team == cast.team
    assert Collection.objects.get(pk=later.pk).team == other
    assert not CollectionHandedOn.objects.exists()
    closing.close_team(Team.objects.get(pk=cast.team.pk), to=other, by=cast.lead)
    closing.close_team(other, to=third, by=cast.stranger)
    closing.reopen_team(Team.objects.get(pk=cast.team.pk), by=cast.lead)
    assert Collection.objects.get(pk=row.pk).team == third


def test_what_is_kept_for_opening_again_goes_after_thirty_days(cast: Cast, row: Collection, other: Team) -> None:
    closing.close_team(cast.team, to=other, by=cast.lead)
    assert CollectionHandedOn.objects.count() == 1
    old = timezone.now() - timedelta(days=closing.REOPEN_DAYS, seconds=1)
    Team.objects.filter(pk=cast.team.pk).update(closed_at=old)
    closing.forget_closings()
    assert not CollectionHandedOn.objects.exists()


def test_a_handed_on_collection_is_purged_from_the_trash_like_others(cast: Cast, row: Collection, other: Team) -> None:
    closing.close_team(cast.team, to=other, by=cast.lead)
    curating.trash(row, by=cast.stranger)
    Collection.objects.update(trashed_at=timezone.now() - timedelta(days=TRASH_DAYS, seconds=1))
    assert Collection.objects.purge() == 1
    assert Material.objects.count() == 1


def test_the_page_says_that_collections_go_along(cast: Cast, row: Collection, other: Team) -> None:
    client = Client()
    client.force_login(cast.lead, backend="teams.backends.LocalBackend")
    content = client.get(f"/teams/{cast.team.slug}/close/").content.decode()
    assert "én samling" in content
    client.force_login(cast.operator, backend="teams.backends.LocalBackend")
    assert "1 samling" in client.get(f"/admin/materials/close-team/{cast.team.pk}/", follow=True).content.decode()
