"""Extracts and bought material stay in their school: the team that has some, or what one has alone when one goes."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from materials.models.material import Material
from materials.models.submission import WaitingRights
from materials.services import sharing, trash
from materials.vocabulary import Reach
from teams.models.audit import AuditEntry
from teams.models.team import Team
from teams.models.user import User
from teams.services import teams
from teams.services.employments import employ
from tests import factories
from tests.conftest import Cast

EXTRACT = {"rights": "copydan", "work": "Matematrix 5", "work_pages": "4-6"}


def schools(cast: Cast) -> list[int]:
    return sorted(Team.objects.get(pk=cast.team.pk).schools.values_list("pk", flat=True))


def refused(cast: Cast, *wanted: object) -> list[str]:
    with pytest.raises(ValidationError) as error:
        teams.set_schools(cast.team, wanted, by=cast.operator)
    assert schools(cast) == [cast.school.pk]
    return error.value.messages[1:]


@pytest.mark.parametrize("claim", [EXTRACT, {"rights": "bought"}], ids=["extract", "bought"])
def test_no_second_school_and_no_other_one_for_a_team_that_has_some(cast: Cast, claim: dict[str, str]) -> None:
    factories.material(cast.team, cast.owner, title="Side fire til seks", **claim)
    factories.material(cast.team, cast.owner, title="Vores eget")
    assert refused(cast, cast.school, cast.other_school) == ["Side fire til seks"]
    assert refused(cast, cast.other_school) == ["Side fire til seks"]
    teams.set_schools(cast.team, [cast.school], by=cast.operator)


def test_what_lies_in_the_trash_or_waits_for_an_editor_counts_too(cast: Cast) -> None:
    trashed = factories.material(cast.team, cast.owner, title="Smidt ud", **EXTRACT)
    trash.trash(trashed, by=cast.owner)
    waiting = factories.material(cast.team, cast.owner, title="Venter")
    WaitingRights.objects.create(material=waiting, **EXTRACT)
    assert refused(cast, cast.school, cast.other_school) == ["Smidt ud (i papirkurven)", "Venter"]


def test_of_many_some_are_named_and_the_rest_counted(cast: Cast) -> None:
    for number in range(22):
        factories.material(cast.team, cast.owner, title=f"Ark {number:02}", rights="bought")
    said = refused(cast, cast.school, cast.other_school)
    assert (said[0], said[19], said[20], len(said)) == ("Ark 00", "Ark 19", "og 2 mere", 21)


def test_a_team_without_gets_its_second_school_and_what_is_unsure_narrows(cast: Cast) -> None:
    unsure = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights="unsure")
    teams.set_schools(cast.team, [cast.school, cast.other_school], by=cast.operator)
    assert (len(schools(cast)), Material.objects.get(pk=unsure.pk).reach) == (2, Reach.TEAM)


def test_the_desk_says_what_stands_in_the_way_and_changes_nothing(cast: Cast) -> None:
    factories.material(cast.team, cast.owner, title="Side fire til seks", **EXTRACT)
    client = Client()
    client.force_login(cast.operator, backend="teams.backends.LocalBackend")
    data = {"name": "Nyt navn", "schools": [cast.school.pk, cast.other_school.pk]}
    answer = client.post(f"/admin/teams/{cast.team.pk}/", data)
    said = answer.content.decode()
    assert "Uddrag og købt materiale hører til én skole" in said and "Side fire til seks" in said
    assert (schools(cast), Team.objects.get(pk=cast.team.pk).name) == ([cast.school.pk], cast.team.name)


@pytest.fixture
def own(cast: Cast) -> Team:
    """The owner's own team, which follows them from school to school."""
    return Team.objects.get(personal_of=cast.owner)


@pytest.mark.parametrize("claim", [EXTRACT, {"rights": "bought"}], ids=["extract", "bought"])
def test_what_a_school_bought_or_copied_does_not_go_with_a_person_to_another(
    cast: Cast, own: Team, claim: dict[str, str]
) -> None:
    bound = factories.material(own, cast.owner, reach=Reach.SCHOOL, **claim)
    free = factories.material(own, cast.owner, reach=Reach.SCHOOL)
    employ(cast.owner, cast.other_school, by=cast.operator, is_main=True)
    assert seen_by(cast.owner) == {bound.pk, free.pk}
    assert seen_by(cast.stranger) == {free.pk}
    assert seen_by(cast.schoolmate) == set()
    logged = AuditEntry.objects.filter(action="material.narrow", target_id=str(bound.pk))
    assert [row.detail["reach"] for row in logged] == ["team"]


def seen_by(person: User) -> set[int]:
    return set(Material.objects.visible_to(User.objects.get(pk=person.pk)).values_list("pk", flat=True))


def test_what_lies_in_a_persons_trash_or_waits_for_an_editor_stays_behind_too(cast: Cast, own: Team) -> None:
    trashed = factories.material(own, cast.owner, reach=Reach.SCHOOL, **EXTRACT)
    trash.trash(trashed, by=cast.owner)
    waiting = factories.material(own, cast.owner, reach=Reach.SCHOOL)
    sharing.share(waiting, reach=Reach.PUBLIC, by=cast.owner)
    WaitingRights.objects.create(material=waiting, **EXTRACT)
    employ(cast.owner, cast.other_school, by=cast.operator, is_main=True)
    trash.restore(Material.objects.get(pk=trashed.pk), by=cast.owner)
    row = Material.objects.get(pk=waiting.pk)
    assert (row.review, row.wanted_reach, row.rights, row.reach) == ("", None, "copydan", Reach.TEAM)
    assert seen_by(cast.stranger) == set()
    assert seen_by(cast.owner) == {trashed.pk, waiting.pk}


def test_another_site_of_the_same_school_takes_nothing_away(cast: Cast, own: Team) -> None:
    bound = factories.material(own, cast.owner, reach=Reach.SCHOOL, **EXTRACT)
    employ(cast.owner, factories.school(parent=cast.school), by=cast.operator, is_main=True)
    assert bound.pk in seen_by(cast.schoolmate)
