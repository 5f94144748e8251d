"""What was told before collections were told of stays told, and no collection of before is news after the upgrade."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from materials.collections import curating, reviewing
from materials.models.collection import Collection
from materials.vocabulary import Reach
from search.indexing import drain
from search.models.saved import SavedSearch, SearchFind
from search.saved import looking
from tests import factories
from tests.conftest import Cast
from tests.search.saved.conftest import news

BEFORE = [("search", "0006_saved_searches"), ("materials", "0023_what_questions_of_before_are_about")]
TOLD = "Nyt i din søgning “brøker”: “Brøker i hverdagen”."


def migrate(targets: list[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)


@pytest.fixture
def newest() -> Iterator[list[tuple[str, str]]]:
    """The last migrations, which are there again afterwards."""
    leaves = [leaf for leaf in MigrationExecutor(connection).loader.graph.leaf_nodes() if leaf[0] in dict(BEFORE)]
    yield leaves
    migrate(leaves)


def test_when_a_collection_of_before_was_shared_is_when_it_was_made(cast: Cast, brøker: SavedSearch) -> None:
    made = curating.create_collection(team=cast.team, title="Brøkernes bog", by=cast.lead)
    Collection.objects.update(created_at=timezone.now() - timedelta(days=40))
    import_module("materials.migrations.0024_when_collections_were_shared").fill(apps, None)
    made.refresh_from_db()
    assert made.shared_at == made.created_at < brøker.created_at
    reviewing.share(made, reach=Reach.SCHOOL, by=cast.lead)
    assert Collection.objects.get().shared_at > brøker.created_at


@pytest.mark.soak
@pytest.mark.usefixtures("seeds_for_those_who_come_after")
@pytest.mark.django_db(transaction=True)
def test_what_was_told_stays_told_and_no_collection_of_before_is_news(
    cast: Cast, brøker: SavedSearch, newest: list[tuple[str, str]]
) -> None:
    factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Brøker i hverdagen")
    old = curating.create_collection(team=cast.team, title="Brøkernes bog", by=cast.lead)
    reviewing.share(old, reach=Reach.SCHOOL, by=cast.lead)
    created = timezone.now() - timedelta(days=40)
    Collection.objects.update(created_at=created)
    look(materials_alone=True)
    before = told()
    migrate(BEFORE)
    migrate(newest)
    look()
    assert (told(), news(cast.schoolmate)) == (before, [TOLD])
    assert Collection.objects.get().shared_at == created


def told() -> list[Any]:
    return list(SearchFind.objects.values_list("pk", "search", "material", "collection", "found_at"))


def look(*, materials_alone: bool = False) -> None:
    """Some hours later. `materials_alone`: as it was when collections were not told of."""
    if materials_alone:
        Collection.objects.update(shared_at=timezone.now() - timedelta(days=40))
    SavedSearch.objects.update(looked_at=timezone.now() - timedelta(hours=7))
    drain()
    assert looking.look_again() == 1
