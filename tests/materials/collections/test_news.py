"""Followers hear of what comes into a collection: what came in one go once, and of each part only who may see it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from materials.collections import arranging, curating, news, proposing, reviewing
from materials.models.collection import Collection, Entry
from materials.models.material import Material
from materials.models.news import NewParts
from materials.services import sharing, trash
from materials.vocabulary import Reach
from materials.worker.housekeeping import housekeep
from teams.inbox import Kind
from teams.models.inbox import Notice
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import share
from tests.teams.inbox.conftest import Shown, shown

__all__ = ["shown"]


@pytest.fixture
def followed(cast: Cast) -> Collection:
    """A public collection that the schoolmate and the stranger follow. What is in it so far the team alone sees."""
    row = curating.create_collection(team=cast.team, title="Brøker", by=cast.lead)
    arranging.add_part(row, factories.material(cast.team, cast.owner), by=cast.lead)
    row = share(cast, row, Reach.PUBLIC)
    for person in (cast.schoolmate, cast.stranger):
        proposing.follow(row, by=person)
    return row


def add(cast: Cast, row: Collection, title: str, reach: Reach | None = Reach.PUBLIC, by: User | None = None) -> Entry:
    made = factories.material(cast.team, cast.owner, reach=reach, title=title)
    return arranging.add_part(Collection.objects.get(pk=row.pk), made, by=by or cast.lead)


def test_colleagues_hear_at_once_and_others_when_an_editor_has_approved(
    cast: Cast, followed: Collection, shown: Shown
) -> None:
    add(cast, followed, "Brøkdyst")
    assert shown(cast.schoolmate) == ["Nyt i samlingen “Brøker”: “Brøkdyst”."]
    assert shown(cast.stranger) == []
    share(cast, Collection.objects.get(), Reach.PUBLIC)
    assert shown(cast.stranger) == ["Nyt i samlingen “Brøker”: “Brøkdyst”."]


def test_a_part_that_one_may_not_see_is_neither_named_nor_counted(
    cast: Cast, followed: Collection, shown: Shown
) -> None:
    hidden = add(cast, followed, "Hemmelig prøve", None)
    assert shown(cast.schoolmate) == []
    add(cast, followed, "Brøkdyst")
    assert shown(cast.schoolmate) == ["Nyt i samlingen “Brøker”: “Brøkdyst”."]
    sharing.share(Material.objects.get(pk=hidden.material_id), reach=Reach.SCHOOL, by=cast.owner)
    assert shown(cast.schoolmate) == ["Nyt i samlingen “Brøker”: “Hemmelig prøve” og et materiale mere."]
    assert shown(cast.stranger) == []


def test_a_part_taken_out_or_thrown_away_is_no_news_and_the_others_stay(
    cast: Cast, followed: Collection, shown: Shown
) -> None:
    first, second = (add(cast, followed, title) for title in ("Et", "To"))
    arranging.remove(first, by=cast.lead)
    assert shown(cast.schoolmate) == ["Nyt i samlingen “Brøker”: “To”."]
    arranging.put_back(first, by=cast.lead)
    assert "“Et” og et materiale mere" in shown(cast.schoolmate)[0]
    for entry in (first, second):
        trash.trash(Material.objects.get(pk=entry.material_id), by=cast.owner)
    assert shown(cast.schoolmate) == []


def test_another_curator_and_another_hour_are_another_notice(cast: Cast, followed: Collection, shown: Shown) -> None:
    curating.let_members(followed, allowed=True, by=cast.lead)
    add(cast, followed, "Et")
    add(cast, followed, "To", by=cast.owner)
    NewParts.objects.update(last_at=timezone.now() - timedelta(minutes=11))
    add(cast, followed, "Tre")
    assert len(shown(cast.schoolmate)) == 3


def test_who_sees_the_approved_text_alone_keeps_what_stands_there(
    cast: Cast, followed: Collection, shown: Shown
) -> None:
    entry = add(cast, followed, "Brøkdyst")
    share(cast, Collection.objects.get(), Reach.PUBLIC)
    arranging.remove(entry, by=cast.lead)
    assert (shown(cast.schoolmate), len(shown(cast.stranger))) == ([], 1)
    cast.schoolmate.employments.update(ended_on="2020-01-01")
    assert len(shown(cast.schoolmate)) == 1
    reviewing.share(Collection.objects.get(), reach=Reach.TEAM, by=cast.lead)
    assert shown(cast.schoolmate) == shown(cast.stranger) == []


def test_an_editor_who_is_asked_hears_of_what_is_submitted(cast: Cast, followed: Collection, shown: Shown) -> None:
    proposing.follow(followed, by=cast.editor)
    add(cast, followed, "Brøkdyst")
    assert shown(cast.editor) == []
    reviewing.share(Collection.objects.get(), reach=Reach.PUBLIC, by=cast.lead)
    assert "Nyt i samlingen “Brøker”: “Brøkdyst”." in shown(cast.editor)
    assert shown(cast.stranger) == []


def test_asking_for_news_reads_no_whole_text_and_nothing_of_collections_without(
    cast: Cast, followed: Collection
) -> None:
    add(cast, followed, "Brøkdyst")
    with CaptureQueriesContext(connection) as queries:
        assert news.seen_by(cast.schoolmate).exists() and not news.seen_by(cast.stranger).exists()
    assert not any('"submitted_by_id"' in query["sql"] for query in queries)
    NewParts.objects.all().delete()
    before = len(queries)
    with CaptureQueriesContext(connection) as queries:
        assert not news.seen_by(cast.schoolmate).exists() and not news.seen_by(cast.stranger).exists()
    assert len(queries) == before


def test_nobody_follows_and_nothing_is_kept(cast: Cast) -> None:
    row = curating.create_collection(team=cast.team, title="Brøker", by=cast.lead)
    proposing.follow(row, by=cast.lead)
    add(cast, row, "Et")
    assert (NewParts.objects.count(), Notice.objects.count()) == (0, 0)


def test_old_news_are_forgotten_with_their_notices(cast: Cast, followed: Collection) -> None:
    add(cast, followed, "Et")
    NewParts.objects.update(last_at=timezone.now() - timedelta(days=181))
    assert housekeep()["collection_news"] > 0
    housekeep()
    assert not Notice.objects.filter(kind=Kind.COLLECTION_NEWS).exists()


def test_news_cost_the_same_however_many_there_are(cast: Cast, followed: Collection, shown: Shown) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(cast.schoolmate)
        return len(captured)

    add(cast, followed, "Et")
    before = cost()
    for number in range(3):
        more = curating.create_collection(team=cast.team, title=f"Samling {number}", by=cast.lead)
        share(cast, more, Reach.SCHOOL)
        proposing.follow(more, by=cast.schoolmate)
        add(cast, more, f"Ark {number}")
        add(cast, more, f"Flere ark {number}")
    assert (len(shown(cast.schoolmate)), cost()) == (4, before)
