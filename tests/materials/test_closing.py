"""A team closes: everything goes to another team or nothing does, nobody sees more by it, and it can be undone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from materials.models.material import Material
from materials.services import closing, drafts, moving, sharing, trash
from materials.vocabulary import Reach, Review
from teams.models.team import Team
from teams.models.user import User
from teams.services import memberships
from tests import factories
from tests.conftest import Cast
from tests.teams.conftest import Enter, enter

__all__ = ["enter"]
COPYDAN = {"rights": "copydan", "work": "Format 5", "work_pages": "s. 4"}


@pytest.fixture
def other(cast: Cast) -> Team:
    """Another team of the same school, which the lead is in and does not lead."""
    return factories.team(cast.lead, of=[cast.school], lead=cast.schoolmate)


@pytest.fixture
def wide(cast: Cast) -> Team:
    """A team of two schools."""
    return factories.team(cast.lead, cast.stranger, of=[cast.school, cast.other_school], lead=cast.schoolmate)


def sees(person: User, material: Material) -> bool:
    return Material.objects.visible_to(person).filter(pk=material.pk).exists()


def reach_of(material: Material) -> int:
    return Material.objects.get(pk=material.pk).reach


def test_everything_goes_drafts_and_trash_included(cast: Cast, other: Team) -> None:
    draft = factories.material(cast.team, cast.owner)
    shared = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    gone = factories.material(cast.team, cast.owner)
    trash.trash(gone, by=cast.owner)
    assert closing.close_team(cast.team, to=other, by=cast.lead) == 3
    assert set(Material.objects.filter(team=other)) == {draft, shared, gone}
    assert not Team.objects.of(cast.lead).filter(pk=cast.team.pk).exists()
    assert [sees(person, draft) for person in (cast.lead, cast.schoolmate, cast.owner)] == [True, True, False]
    assert sees(cast.owner, shared) and not sees(cast.stranger, shared)
    assert set(Material.objects.in_trash_of(cast.schoolmate)) == {gone}


@pytest.mark.parametrize("who", ["owner", "teammate", "schoolmate", "stranger", "ex_member", "editor"])
def test_nobody_but_a_lead_or_an_operator_closes(cast: Cast, other: Team, who: str) -> None:
    material = factories.material(cast.team, cast.owner)
    with pytest.raises(PermissionDenied):
        closing.close_team(cast.team, to=other, by=getattr(cast, who))
    assert Material.objects.get(pk=material.pk).team == cast.team
    assert closing.close_team(cast.team, to=other, by=cast.operator) == 1


def test_a_lead_hands_on_only_to_a_team_of_theirs(cast: Cast) -> None:
    factories.material(cast.team, cast.owner)
    theirs = factories.team(of=[cast.school], lead=cast.schoolmate)
    with pytest.raises(PermissionDenied):
        closing.close_team(cast.team, to=theirs, by=cast.lead)
    for nowhere in (None, Team.objects.get(personal_of=cast.lead)):
        with pytest.raises(ValidationError):
            closing.close_team(cast.team, to=nowhere, by=cast.lead)
    assert Team.objects.get(pk=cast.team.pk).closed_at is None


def test_one_that_the_other_team_may_not_have_stops_it_all(cast: Cast, wide: Team) -> None:
    fine = factories.material(cast.team, cast.owner)
    extract = factories.material(cast.team, cast.owner, title="Uddrag", **COPYDAN)
    plan = closing.plan(cast.team, wide)
    assert [material for material, _reason in plan.refused] == [extract]
    with pytest.raises(ValidationError) as refused:
        closing.close_team(cast.team, to=wide, by=cast.lead)
    assert "Uddrag" in str(refused.value)
    assert Material.objects.get(pk=fine.pk).team == cast.team
    trash.trash(extract, by=cast.owner)
    assert (closing.plan(cast.team, wide).refused, closing.plan(cast.team, wide).staying) == ((), (extract,))
    assert closing.close_team(cast.team, to=wide, by=cast.lead) == 1
    assert Material.objects.get(pk=extract.pk).team == cast.team
    assert not any(sees(person, extract) for person in (cast.lead, cast.stranger, cast.owner))


def test_the_plan_names_what_stays_in_the_trash_and_joins_schools_as_people_do(
    cast: Cast, wide: Team, enter: Enter
) -> None:
    trash.trash(factories.material(cast.team, cast.owner, title="Uddrag", **COPYDAN), by=cast.owner)
    factories.material(cast.team, cast.owner)
    page = enter(cast.lead).get(f"/teams/{cast.team.slug}/close/", {"team": wide.slug}).content.decode()
    assert "ligger i papirkurven og bliver her" in page and "Uddrag" in page
    assert f"{cast.school} og {cast.other_school}" in page


def test_reach_is_capped_by_the_other_teams_schools_at_once(cast: Cast, wide: Team) -> None:
    unsure = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights="unsure")
    own = factories.material(cast.team, cast.owner, reach=Reach.MUNICIPALITY)
    assert closing.plan(cast.team, wide).narrowed == (unsure,)
    closing.close_team(cast.team, to=wide, by=cast.lead)
    assert (reach_of(unsure), reach_of(own)) == (Reach.TEAM, Reach.MUNICIPALITY)
    assert (sees(cast.owner, unsure), sees(cast.stranger, unsure)) == (False, True)


def test_a_question_to_the_editors_is_taken_back(cast: Cast, other: Team) -> None:
    material = factories.material(cast.team, cast.owner)
    sharing.share(material, reach=Reach.PUBLIC, by=cast.owner)
    assert sees(cast.editor, material)
    closing.close_team(cast.team, to=other, by=cast.lead)
    assert Material.objects.get(pk=material.pk).review == Review.NONE
    assert not sees(cast.editor, material)


def test_a_closed_team_takes_nothing_and_nobody_in(cast: Cast, other: Team) -> None:
    material = factories.material(other, cast.lead)
    closing.close_team(cast.team, to=None, by=cast.lead)
    acts = [
        lambda: drafts.create_material(team=cast.team, by=cast.owner, title="Nyt"),
        lambda: moving.give(material, cast.team, by=None),
        lambda: memberships.add_member(cast.team, cast.schoolmate, by=cast.lead),
        lambda: memberships.appoint_lead(cast.team, cast.schoolmate, by=cast.operator),
        lambda: closing.close_team(other, to=cast.team, by=cast.operator),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_a_personal_team_is_not_closed(cast: Cast, other: Team) -> None:
    with pytest.raises(PermissionDenied):
        closing.close_team(Team.objects.get(personal_of=cast.lead), to=other, by=cast.lead)


def test_a_closing_is_undone_with_the_reach_that_it_took(cast: Cast, wide: Team) -> None:
    unsure = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights="unsure")
    moved_on = factories.material(cast.team, cast.owner)
    closing.close_team(cast.team, to=wide, by=cast.lead)
    elsewhere = factories.team(of=[cast.school], lead=cast.schoolmate)
    moving.give(moved_on, elsewhere, by=None)
    assert closing.reopen_team(cast.team, by=cast.lead) == 1
    assert Material.objects.get(pk=unsure.pk).team == cast.team
    assert Material.objects.get(pk=moved_on.pk).team == elsewhere
    assert reach_of(unsure) == Reach.SCHOOL
    assert Team.objects.of(cast.owner).filter(pk=cast.team.pk).exists()
    assert not sees(cast.stranger, unsure)


def test_what_was_shared_anew_meanwhile_is_not_widened_by_undoing(cast: Cast, wide: Team) -> None:
    unsure = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights="unsure")
    closing.close_team(cast.team, to=wide, by=cast.lead)
    drafts.save_text(unsure, by=cast.stranger, base=None, title="Kun for os")
    sharing.share(unsure, reach=Reach.TEAM, by=cast.stranger)
    closing.reopen_team(cast.team, by=cast.lead)
    assert reach_of(unsure) == Reach.TEAM
    assert not sees(cast.schoolmate, unsure)


@pytest.mark.parametrize("who", ["owner", "schoolmate", "stranger", "ex_member", "editor"])
def test_nobody_else_undoes_a_closing_and_after_thirty_days_nobody(cast: Cast, other: Team, who: str) -> None:
    closing.close_team(cast.team, to=None, by=cast.lead)
    with pytest.raises(PermissionDenied):
        closing.reopen_team(cast.team, by=getattr(cast, who))
    Team.objects.filter(pk=cast.team.pk).update(closed_at=timezone.now() - timedelta(days=31))
    for late in (cast.lead, cast.operator):
        with pytest.raises(PermissionDenied):
            closing.reopen_team(cast.team, by=late)
