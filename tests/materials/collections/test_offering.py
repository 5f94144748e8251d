"""Which collections are offered for a material: those whose title, as this person reads it, has what they typed."""

import pytest

from materials.collections import curating, reviewing
from materials.collections.views.proposals import offered
from materials.models.collection import Collection
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import Shelf, share


def offered_to(user: User, query: str) -> list[str]:
    return [card.face.title for card in offered(user, Collection.objects.visible_to(user).order_by("-pk"), query)]


@pytest.fixture
def renamed(cast: Cast, shelf: Shelf) -> Collection:
    """Approved for all as it was called before; as it is called now it is with the editors."""
    share(cast, shelf.collection, Reach.PUBLIC)
    curating.change_about(shelf.collection, by=cast.lead, base=0, title="Årets ØL-brøker")
    reviewing.share(shelf.collection, reach=Reach.PUBLIC, by=cast.lead)
    return shelf.collection


@pytest.mark.parametrize(
    ("who", "finds", "not_"),
    [("stranger", "BRØKER i 5", "årets"), ("schoolmate", "årets øl", "i 5"), ("editor", "ÅRETS Øl", "i 5")],
)
def test_everyone_finds_a_collection_by_the_title_that_they_read(
    cast: Cast, renamed: Collection, who: str, finds: str, not_: str
) -> None:
    person = getattr(cast, who)
    assert len(offered_to(person, finds)) == 1
    assert offered_to(person, not_) == []


def many(cast: Cast, number: int) -> None:
    """Approved ones of other titles, and shared with everybody."""
    team = factories.team(of=[cast.school], lead=cast.owner)
    face = reviewing.to_json(reviewing.outline_of(Collection.objects.get(), reviewing.Sight.CURRENT))["face"]
    approved = {"face": {**face, "title": "En anden"}, "lines": []}
    of_all = {"title": "En anden", "reach": Reach.PUBLIC, "approved": approved, "created_by": cast.owner}
    Collection.objects.bulk_create([Collection(team=team, **of_all) for _ in range(number)])


def test_an_old_one_is_found_behind_however_many_newer_ones(cast: Cast, shelf: Shelf) -> None:
    share(cast, shelf.collection, Reach.PUBLIC)
    many(cast, 250)
    assert offered_to(cast.stranger, "brøker i 5") == ["Brøker i 5."]
    assert len(offered_to(cast.stranger, "anden")) == 20
