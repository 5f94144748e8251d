"""A collection of the cast's team, with a heading over what reaches everyone and one over what the team alone has."""

from dataclasses import dataclass

import pytest

from materials.collections import arranging, curating, reviewing
from materials.models.collection import Collection, Entry
from materials.models.material import Material
from materials.vocabulary import Reach
from search.collections.hits import CollectionHit
from search.criteria import ask
from search.finding import find
from search.indexing import drain
from teams.models.user import User
from tests import factories
from tests.conftest import Cast


@dataclass(frozen=True)
class Shelf:
    collection: Collection
    open: Material
    hidden: Material
    open_part: Entry
    hidden_part: Entry


@pytest.fixture
def shelf(cast: Cast) -> Shelf:
    """`Kredsløb`, about `vulkaner`, with notes; `planeter` stands over an open part, `prøver` over a hidden one."""
    row = curating.create_collection(team=cast.team, title="Kredsløb", summary="Om vulkaner.", by=cast.lead)
    open_one = factories.material(cast.team, cast.owner, title="Ark", reach=Reach.PUBLIC)
    hidden = factories.material(cast.team, cast.owner, title="Skema")
    arranging.add_section(row, "planeter", by=cast.lead)
    open_part = arranging.add_part(row, open_one, by=cast.lead, note="Spring quizzen over.")
    arranging.add_section(row, "prøver", by=cast.lead)
    hidden_part = arranging.add_part(row, hidden, by=cast.lead, note="Kun til lærere: facitlisten.")
    return Shelf(row, open_one, hidden, open_part, hidden_part)


def shared(collection: Collection, cast: Cast, reach: Reach = Reach.SCHOOL) -> None:
    """Wide reach is approved by the editor of the cast."""
    reviewing.share(collection, reach=reach, by=cast.lead)
    if reach > Reach.SCHOOL:
        reviewing.approve(collection, by=cast.editor)


def titles(word: str, user: User) -> list[str]:
    """Of the collections that the person finds now, once the index has caught up."""
    drain()
    return stale_titles(word, user)


def stale_titles(word: str, user: User) -> list[str]:
    """The same, with the indexer stopped."""
    results = find(ask(word), user=user)
    assert results.collections == results.total - len(results.hits)
    return [hit.face.title for hit in results.listed if isinstance(hit, CollectionHit)]
