"""A source and its edition changed in one go: the edition never reaches wider than its source leaves it."""

import pytest

from materials.adaptations.adapting import adapt
from materials.models.bulk import BulkAction
from materials.models.material import Material
from materials.services import sharing
from materials.vocabulary import Reach
from teams.models.team import Team
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done, fresh, states, undone

REACH = BulkAction.REACH


@pytest.fixture
def there(cast: Cast) -> Team:
    """The lead's other team, at another school."""
    cast.lead.employments.create(school=cast.other_school, started_on="2020-01-01")
    return factories.team(of=[cast.other_school], lead=cast.lead)


@pytest.fixture
def pair(cast: Cast, there: Team) -> list[Material]:
    """What everyone sees, without a license, and a draft made from it in the other school."""
    source = factories.material(cast.team, cast.lead, reach=Reach.PUBLIC, license="")
    return [source, adapt(source, team=there, by=cast.lead)]


def reaches(materials: list[Material]) -> list[tuple[bool, int]]:
    return [(row.live, row.reach) for row in fresh(materials)]


def test_a_draft_edition_follows_its_source_that_becomes_narrower_with_it(cast: Cast, pair: list[Material]) -> None:
    change = done(pair, REACH, cast.lead, reach=2)
    assert reaches(pair) == [(True, Reach.SCHOOL), (True, Reach.TEAM)]
    assert not Material.objects.visible_to(cast.stranger).filter(pk=pair[1].pk).exists()
    assert states(undone(change, cast.lead)) == ["undone", "undone"]
    assert reaches(pair) == [(True, Reach.PUBLIC), (False, Reach.TEAM)]


def test_so_does_a_shared_one_whose_source_editors_are_asked_about(cast: Cast, pair: list[Material]) -> None:
    sharing.share(pair[1], reach=Reach.SCHOOL, by=cast.lead)
    Material.objects.filter(pk=pair[1].pk).update(reach=Reach.PUBLIC)
    sharing.change_text(pair[0], by=cast.lead, title="Nyt")
    sharing.share(fresh(pair)[0], reach=Reach.PUBLIC, by=cast.lead)
    done(pair, REACH, cast.lead, reach=2)
    assert reaches(pair) == [(True, Reach.SCHOOL), (True, Reach.TEAM)]


def test_so_does_one_that_is_asked_about_itself(cast: Cast, pair: list[Material]) -> None:
    sharing.share(pair[1], reach=Reach.MUNICIPALITY, by=cast.lead)
    Material.objects.filter(pk=pair[1].pk).update(live=True, reach=Reach.MUNICIPALITY)
    for row in pair[:1]:
        sharing.change_text(row, by=cast.lead, title="Nyt")
        sharing.share(fresh([row])[0], reach=Reach.PUBLIC, by=cast.lead)
    done(pair, REACH, cast.lead, reach=2)
    assert reaches(pair) == [(True, Reach.SCHOOL), (True, Reach.TEAM)]
    assert [row.review for row in fresh(pair)] == ["", ""]
