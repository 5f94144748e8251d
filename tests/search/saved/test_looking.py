"""What a saved search finds after it was saved is told once, to who may see it, and only as long as they may."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django.fixtures import Settings

from materials.models.bulk import BulkAction
from materials.models.material import Material
from materials.services import sharing, trash
from materials.vocabulary import Reach
from search.criteria import ask
from search.finding import PAGE_SIZE
from search.indexing import drain
from search.models.saved import SavedSearch, SearchFind
from search.saved import keeping, looking
from search.saved.news import MOST_TOLD
from teams.inbox import digests
from teams.inbox.choosing import choose
from teams.models.inbox import Notice, Rhythm
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done
from tests.search.saved.conftest import LOSSES, news

Look = Callable[[], int]


def share(cast: Cast, title: str, reach: Reach = Reach.SCHOOL) -> Material:
    return factories.material(cast.team, cast.owner, reach=reach, title=title)


def test_what_is_shared_after_saving_is_told_once(cast: Cast, brøker: SavedSearch, look: Look) -> None:
    share(cast, "Brøker i hverdagen")
    share(cast, "Vulkaner")
    assert look() == 1
    assert news(cast.schoolmate) == ["Nyt i din søgning “brøker”: “Brøker i hverdagen”."]
    look()
    assert Notice.objects.count() == 1


def test_what_many_at_once_come_to_reach_is_told_as_one_is(cast: Cast, brøker: SavedSearch, look: Look) -> None:
    team_has = share(cast, "Brøker for holdet", Reach.TEAM)
    draft = factories.material(cast.team, cast.owner, title="Brøker, kladde")
    look()
    assert news(cast.schoolmate) == []
    done([team_has, draft], BulkAction.REACH, cast.lead, reach=int(Reach.SCHOOL))
    look()
    assert len(news(cast.schoolmate)) == 2


def test_what_was_there_before_is_no_news(cast: Cast, look: Look) -> None:
    share(cast, "Brøker i hverdagen")
    drain()

    keeping.save_search(ask("brøker"), by=cast.schoolmate)
    look()
    assert news(cast.schoolmate) == []


@pytest.mark.parametrize("reach", [Reach.TEAM, Reach.SCHOOL])
def test_nobody_is_told_of_what_they_may_not_see(cast: Cast, look: Look, reach: Reach) -> None:

    for person in (cast.stranger, cast.schoolmate, cast.teammate):
        keeping.save_search(ask("brøker"), by=person)
    share(cast, "Brøker i hverdagen", reach)
    look()
    told = [len(news(person)) for person in (cast.stranger, cast.schoolmate, cast.teammate)]
    assert told == [0, int(reach == Reach.SCHOOL), 1]


def test_neither_drafts_nor_what_one_shared_oneself_are_news(cast: Cast, look: Look) -> None:

    drain()
    for person in (cast.owner, cast.teammate):
        keeping.save_search(ask("brøker"), by=person)
    factories.material(cast.team, cast.owner, title="Brøker, kladde")
    share(cast, "Brøker i hverdagen")
    look()
    assert (news(cast.owner), len(news(cast.teammate))) == ([], 1)


MATERIAL_LOSSES: dict[str, Callable[[Cast, Material, SavedSearch], object]] = {
    "trashed": lambda cast, material, _: trash.trash(material, by=cast.owner),
    "narrowed": lambda cast, material, _: sharing.narrow(material, reach=Reach.TEAM, by=cast.owner),
    **LOSSES,
}


@pytest.mark.parametrize("loss", MATERIAL_LOSSES)
def test_news_vanish_from_inbox_and_digest_with_the_right_to_see(
    cast: Cast, brøker: SavedSearch, look: Look, loss: str
) -> None:
    User.objects.filter(pk=cast.schoolmate.pk).update(email="schoolmate@example.dk")
    choose([], rhythm=Rhythm.DAILY, by=cast.schoolmate)
    material = share(cast, "Brøker i hverdagen")
    look()
    assert len(news(cast.schoolmate)) == 1
    MATERIAL_LOSSES[loss](cast, Material.objects.get(pk=material.pk), brøker)
    assert news(cast.schoolmate) == []
    assert (digests.send_due(), mail.outbox) == ({"empty": 1}, [])


def test_a_storm_of_news_is_told_of_by_a_few_and_then_the_next_few(cast: Cast, brøker: SavedSearch, look: Look) -> None:
    for number in range(PAGE_SIZE + 5):
        share(cast, f"Brøker {number}")
    look()
    assert len(news(cast.schoolmate)) == MOST_TOLD
    assert news(cast.schoolmate)[0] == f"Nyt i din søgning “brøker”: “Brøker {PAGE_SIZE + 4}”."
    look()
    look()
    assert len(set(news(cast.schoolmate))) == len(news(cast.schoolmate)) == PAGE_SIZE + 5


def test_what_one_shares_oneself_hides_no_news_of_others(cast: Cast, look: Look) -> None:
    drain()
    keeping.save_search(ask("brøker"), by=cast.owner)
    factories.material(cast.team, cast.teammate, reach=Reach.SCHOOL, title="Brøker i hverdagen")
    for number in range(PAGE_SIZE):
        share(cast, f"Brøker {number}")
    look()
    assert news(cast.owner) == ["Nyt i din søgning “brøker”: “Brøker i hverdagen”."]


def test_a_search_is_not_asked_before_its_time(cast: Cast, brøker: SavedSearch) -> None:
    share(cast, "Brøker i hverdagen")
    drain()
    assert (looking.look_again(), news(cast.schoolmate)) == (0, [])


def test_where_nothing_was_shared_no_engine_is_asked(cast: Cast, brøker: SavedSearch, look: Look) -> None:
    before = brøker.looked_at
    assert look() == 1
    brøker.refresh_from_db()
    assert brøker.looked_at > before


def test_without_an_engine_nothing_is_missed(cast: Cast, brøker: SavedSearch, look: Look, settings: Settings) -> None:
    share(cast, "Brøker i hverdagen")
    there = settings.SEARCH_FOLDER, settings.ELASTICSEARCH
    settings.SEARCH_FOLDER, settings.ELASTICSEARCH = there[0] / "gone", {**there[1], "prefix": "gone"}
    brøker.looked_at = timezone.now() - timedelta(hours=7)
    SavedSearch.objects.update(looked_at=brøker.looked_at)
    assert (looking.look_again(), news(cast.schoolmate)) == (0, [])
    settings.SEARCH_FOLDER, settings.ELASTICSEARCH = there
    look()
    assert len(news(cast.schoolmate)) == 1


def test_two_workers_at_once_tell_once(cast: Cast, brøker: SavedSearch) -> None:
    share(cast, "Brøker i hverdagen")
    drain()
    now = timezone.now() + timedelta(hours=7)
    looking.look(brøker, now=now)
    looking.look(brøker, now=now + timedelta(seconds=1))
    assert (Notice.objects.count(), SearchFind.objects.count()) == (1, 1)


def test_removed_searches_are_destroyed_after_a_month(cast: Cast, brøker: SavedSearch) -> None:
    keeping.remove_search(brøker, by=cast.schoolmate)
    assert looking.forget() == 0
    SavedSearch.objects.update(removed_at=timezone.now() - timedelta(days=31))
    assert (looking.forget(), SavedSearch.objects.count()) == (1, 0)
