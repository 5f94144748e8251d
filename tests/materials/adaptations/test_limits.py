"""What an adaptation's sources allow holds when it is changed, and when a source is changed, at once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from materials import review
from materials.adaptations.adapting import adapt
from materials.models.material import Material
from materials.services import reporting, sharing, trash
from materials.vocabulary import Reach, Review
from teams.models import AuditEntry, Team
from teams.services import teams
from tests import factories
from tests.conftest import Cast
from tests.giving import give_on
from tests.materials.adaptations.conftest import now, source_of, unlicensed, widened


def sees(person: object, material: Material) -> bool:
    return Material.objects.visible_to(person).filter(pk=material.pk).exists()


def test_an_edition_takes_no_license_that_its_source_does_not_allow(cast: Cast, source: Material, there: Team) -> None:
    made = adapt(source, team=there, by=cast.stranger)
    for rights, license_id in (("own_work", "CC-BY-4.0"), ("open_license", "CC0-1.0"), ("own_work", "")):
        with pytest.raises(ValidationError, match="CC BY-SA"):
            sharing.set_rights(made, by=cast.stranger, rights=rights, license=license_id)
    sharing.set_rights(made, by=cast.stranger, rights="unsure")
    assert now(made).reach_cap == Reach.SCHOOL


def test_an_edition_is_not_shared_wider_than_its_source(cast: Cast, edition: Material) -> None:
    with pytest.raises(ValidationError, match="reaches no wider than that"):
        sharing.share(edition, reach=Reach.PUBLIC, by=cast.stranger)
    with pytest.raises(ValidationError):
        sharing.set_rights(edition, by=cast.stranger, rights="own_work", license="CC-BY-4.0")


def test_no_path_writes_a_reach_above_the_sources(cast: Cast, edition: Material) -> None:
    mine, bare = (manager.filter(pk=edition.pk) for manager in (Material.objects, Material._base_manager))
    for write in (
        lambda: mine.update(reach=Reach.PUBLIC),
        lambda: bare.update(reach=Reach.PUBLIC),
        lambda: bare.update(reach=Reach.PUBLIC, reach_cap=Reach.PUBLIC),
        lambda: mine.update(wanted_reach=Reach.PUBLIC),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    mine.update(rights="own_work", license="CC0-1.0")
    assert (now(edition).rights, now(edition).license, now(edition).reach) == ("unsure", "", Reach.SCHOOL)


@pytest.mark.parametrize("license_id", ["", "CC-BY-4.0"])
def test_what_nobody_may_share_changed_is_shared_with_nobody(cast: Cast, there: Team, license_id: str) -> None:
    source = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, license="CC-BY-NC-ND-4.0")
    made = adapt(source, team=there, by=cast.stranger)
    with pytest.raises(ValidationError, match="nobody share a changed edition"):
        sharing.share(made, reach=Reach.SCHOOL, by=cast.stranger)
    if license_id:
        with pytest.raises(ValidationError):
            sharing.set_rights(made, by=cast.stranger, rights="own_work", license=license_id)
    sharing.share(made, reach=Reach.TEAM, by=cast.stranger)
    assert not sees(factories.person(cast.other_school), made)


def narrow(source: Material, cast: Cast) -> None:
    sharing.narrow(source, reach=Reach.SCHOOL, by=cast.owner)


def throw_away(source: Material, cast: Cast) -> None:
    trash.trash(source, by=cast.owner)


def hide(source: Material, cast: Cast) -> None:
    reporting.hide(source, reason="nej", by=cast.editor)


def doubt(source: Material, cast: Cast) -> None:
    sharing.set_rights(source, by=cast.owner, rights="unsure")


@pytest.mark.parametrize("happens", [narrow, throw_away, hide, doubt])
def test_a_source_without_a_license_that_narrows_narrows_its_editions_at_once(
    cast: Cast, edition: Material, happens: object
) -> None:
    teacher = factories.person(cast.school)
    assert sees(teacher, edition)
    happens(source_of(edition), cast)  # type: ignore[operator]
    assert not sees(teacher, edition) and sees(cast.stranger, edition)
    assert now(edition).reach == Reach.TEAM
    assert AuditEntry.objects.filter(action="material.limit_adaptation", target_id=edition.pk).exists()


def test_narrowing_goes_on_to_editions_of_editions(cast: Cast, edition: Material, next_door: Team) -> None:
    third = widened(adapt(edition, team=next_door, by=cast.schoolmate), Reach.MUNICIPALITY, cast.schoolmate)
    sharing.narrow(edition, reach=Reach.SCHOOL, by=cast.stranger)
    assert now(third).reach == Reach.TEAM
    fourth = adapt(source_of(edition), team=next_door, by=cast.schoolmate, again=True)
    assert now(fourth).source_cap == Reach.MUNICIPALITY
    sharing.narrow(source_of(edition), reach=Reach.TEAM, by=cast.owner)
    assert now(fourth).source_cap == now(edition).reach == Reach.TEAM


def test_an_open_license_is_not_taken_back(cast: Cast, source: Material, there: Team) -> None:
    made = widened(adapt(source, team=there, by=cast.stranger), Reach.PUBLIC, cast.stranger)
    sharing.narrow(source, reach=Reach.TEAM, by=cast.owner)
    sharing.set_rights(source, by=cast.owner, rights="own_work")
    trash.trash(source, by=cast.owner)
    assert (now(made).reach, now(made).license) == (Reach.PUBLIC, "CC-BY-SA-4.0")
    assert not sees(cast.visitor, source) and sees(cast.visitor, made)


@pytest.mark.parametrize("worse", ["unsure", "bought"])
def test_a_license_that_nobody_could_give_is_lost_to_the_editions(
    cast: Cast, source: Material, there: Team, next_door: Team, worse: str
) -> None:
    away = widened(adapt(source, team=there, by=cast.stranger), Reach.PUBLIC, cast.stranger)
    near = widened(adapt(source, team=next_door, by=cast.schoolmate), Reach.PUBLIC, cast.schoolmate)
    sharing.set_rights(source, by=cast.owner, rights=worse)
    assert [(row.rights, row.license) for row in (now(away), now(near))] == [("unsure", "")] * 2
    assert (now(away).reach, now(near).reach) == (Reach.TEAM, Reach.SCHOOL)
    with pytest.raises(ValidationError):
        sharing.set_rights(away, by=cast.stranger, rights="own_work", license="CC-BY-SA-4.0")
    sharing.set_rights(source, by=cast.owner, rights="own_work", license="CC-BY-SA-4.0")
    sharing.set_rights(away, by=cast.stranger, rights="own_work", license="CC-BY-SA-4.0")
    assert now(away).reach_cap == Reach.PUBLIC


def test_destroying_a_source_frees_nobody(cast: Cast, source: Material, there: Team) -> None:
    made = adapt(source, team=there, by=cast.stranger)
    sharing.set_rights(source, by=cast.owner, rights="unsure")
    trash.trash(source, by=cast.owner)
    Material.objects.filter(pk=source.pk).update(trashed_at="2020-01-01T00:00:00Z")
    Material.objects.purge()
    with pytest.raises(ValidationError):
        sharing.set_rights(made, by=cast.stranger, rights="own_work", license="CC-BY-SA-4.0")
    sharing.change_text(now(made), by=cast.stranger, title="Ny")
    assert now(made).source_cap == Reach.TEAM


def test_a_question_that_the_source_no_longer_allows_is_taken_back(cast: Cast, there: Team) -> None:
    source = unlicensed(cast, Reach.PUBLIC)
    made = adapt(source, team=there, by=cast.stranger)
    sharing.share(made, reach=Reach.PUBLIC, by=cast.stranger)
    sharing.narrow(source, reach=Reach.MUNICIPALITY, by=cast.owner)
    assert (now(made).review, now(made).wanted_reach, now(made).source_cap) == (Review.NONE, None, Reach.MUNICIPALITY)


def test_rights_that_wait_are_forgotten_when_the_source_loses_its_own(
    cast: Cast, source: Material, there: Team
) -> None:
    made = adapt(source, team=there, by=cast.stranger)
    sharing.share(made, reach=Reach.PUBLIC, by=cast.stranger)
    review.approve(now(made), by=cast.editor)
    sharing.set_rights(made, by=cast.stranger, rights="open_license", license="CC-BY-SA-4.0")
    sharing.set_rights(source, by=cast.owner, rights="unsure")
    assert (now(made).rights, now(made).reach) == ("unsure", Reach.TEAM)
    sharing.share(made, reach=Reach.TEAM, by=cast.stranger)
    assert (now(made).rights, now(made).license) == ("unsure", "")


def test_a_team_that_gains_a_school_takes_its_school_bound_editions_from_the_others(
    cast: Cast, next_door: Team
) -> None:
    bound = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights="unsure")
    made = widened(adapt(bound, team=next_door, by=cast.schoolmate), Reach.SCHOOL, cast.schoolmate)
    next_door.schools.set([cast.other_school])
    assert now(made).reach == Reach.TEAM
    next_door.schools.set([cast.school])
    assert now(made).source_cap == Reach.SCHOOL


def test_an_edition_is_moved_no_further_than_it_could_be_made(cast: Cast, there: Team, next_door: Team) -> None:
    for team in (there, next_door):
        team.memberships.create(user=cast.lead)
    cast.other_school.employments.create(user=cast.lead)
    bound = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights="unsure")
    for source in (bound, unlicensed(cast, Reach.SCHOOL)):
        made = adapt(source, team=cast.team, by=cast.lead)
        with pytest.raises(ValidationError):
            give_on(made, team=there, by=cast.lead)
        give_on(made, team=next_door, by=cast.lead)
        assert now(made).team == next_door


def test_an_edition_keeps_its_reach_when_the_sources_team_moves_to_another_site_of_the_school(
    cast: Cast, next_door: Team
) -> None:
    """Not even for the moment in which one site is gone and the other is not there yet."""
    site = factories.school("Havlunde Syd", parent=cast.school)
    made = adapt(unlicensed(cast, Reach.SCHOOL, title="Kilden"), team=next_door, by=cast.schoolmate)
    sharing.share(now(made), reach=Reach.SCHOOL, by=cast.schoolmate)
    for schools in ([site, cast.other_school], [cast.school, cast.other_school], [cast.school], [site]):
        teams.set_schools(cast.team, schools, by=cast.operator)
        assert (now(made).reach, now(made).reach_cap) == (Reach.SCHOOL, Reach.SCHOOL)
    teams.set_schools(cast.team, [cast.other_school], by=cast.operator)
    assert (now(made).reach, now(made).reach_cap) == (Reach.TEAM, Reach.TEAM)
