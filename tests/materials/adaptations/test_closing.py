"""A closing team's editions go along with what they are made from, and come back with it."""

import pytest
from django.core.exceptions import ValidationError

from materials.adaptations.adapting import adapt
from materials.adaptations.sources import build_on
from materials.models.material import Material
from materials.services import closing
from materials.vocabulary import Reach
from teams.models.team import Team
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def other(cast: Cast) -> Team:
    """A team of the same school that the lead is in."""
    return factories.team(cast.lead, of=[cast.school], lead=cast.schoolmate)


@pytest.fixture
def source(cast: Cast) -> Material:
    """The team's alone, without a license."""
    return factories.material(cast.team, cast.owner, license="", reach=Reach.TEAM)


def test_an_edition_goes_and_comes_with_its_source(cast: Cast, source: Material, other: Team) -> None:
    edition = adapt(source, team=cast.team, by=cast.lead, again=True)
    assert closing.plan(cast.team, other).refused == ()
    assert closing.close_team(cast.team, to=other, by=cast.lead) == 2
    assert set(Material.objects.values_list("team", flat=True)) == {other.pk}
    assert closing.reopen_team(Team.objects.get(pk=cast.team.pk), by=cast.lead) == 2
    assert Material.objects.get(pk=edition.pk).team == cast.team
    assert not Material.objects.visible_to(cast.schoolmate).exists()


def test_an_edition_of_what_stays_with_another_team_is_still_refused(cast: Cast, source: Material, other: Team) -> None:
    third = factories.team(cast.owner, of=[cast.school], lead=cast.lead)
    elsewhere = factories.material(third, cast.owner, license="", reach=Reach.SCHOOL)
    adapt(elsewhere, team=cast.team, by=cast.lead)
    Material.objects.filter(pk=elsewhere.pk).update(reach=Reach.TEAM)
    with pytest.raises(ValidationError):
        closing.close_team(cast.team, to=other, by=cast.lead)
    assert Material.objects.get(pk=source.pk).team == cast.team


def test_opening_again_gives_an_edition_its_reach_with_its_source_whichever_is_older(cast: Cast) -> None:
    """What stays in the school is narrowed by going to a team of two of its sites."""
    sites = [factories.school(parent=cast.school) for _ in range(2)]
    wide = factories.team(cast.lead, of=sites, lead=cast.schoolmate)
    edition, source = (factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights="unsure") for _ in range(2))
    build_on(edition, source, by=cast.owner)
    closing.close_team(cast.team, to=wide, by=cast.lead)
    assert set(Material.objects.values_list("reach", flat=True)) == {Reach.TEAM}
    closing.reopen_team(Team.objects.get(pk=cast.team.pk), by=cast.lead)
    assert set(Material.objects.values_list("reach", flat=True)) == {Reach.SCHOOL}
