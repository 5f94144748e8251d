"""A new collection that a saved search finds is told of as a material is: once, to who may see it, while they may."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from materials.collections import arranging, curating, reviewing
from materials.models.collection import Collection
from materials.models.material import Material
from materials.vocabulary import Reach
from search.criteria import ask
from search.finding import PAGE_SIZE
from search.indexing import drain
from search.models.saved import SavedSearch, SearchFind
from search.saved import keeping, looking
from teams.inbox import digests
from teams.inbox.choosing import choose
from teams.inbox.reading import count_unread
from teams.models.inbox import Notice, Rhythm
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.search.saved.conftest import LOSSES, browser, news

Look = Callable[[], int]
TOLD = "Nyt i din søgning “brøker”: samlingen “Brøkernes bog”."


def make(cast: Cast, reach: Reach = Reach.SCHOOL, title: str = "Brøkernes bog") -> Collection:
    """Of one part, which everybody sees; an editor has approved what goes beyond the school."""
    row = curating.create_collection(team=cast.team, title=title, by=cast.lead)
    arranging.add_part(row, factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title="Sten"), by=cast.lead)
    widen(cast, row, reach)
    return row


def widen(cast: Cast, row: Collection, reach: Reach) -> None:
    if reach > Reach.TEAM:
        reviewing.share(row, reach=reach, by=cast.lead)
    if reach > Reach.SCHOOL:
        reviewing.approve(row, by=cast.editor)


@pytest.mark.parametrize("kinds", [[], ["collection"], ["collection", "pdf"]])
def test_a_new_collection_is_told_of_once(cast: Cast, look: Look, kinds: list[str]) -> None:
    drain()
    keeping.save_search(ask("brøker", filters={"kind": kinds}), by=cast.schoolmate)
    row = make(cast)
    make(cast, title="Vulkaner")
    assert look() == 1
    (told,) = news(cast.schoolmate)
    assert told.endswith(": samlingen “Brøkernes bog”.")
    curating.change_about(row, by=cast.lead, base=0, summary="Om brøker")
    look()
    assert Notice.objects.filter(person=cast.schoolmate).count() == 1


def test_a_search_for_files_tells_of_no_collection(cast: Cast, look: Look) -> None:
    drain()
    for filters in ({"kind": ["pdf"]}, {"type": ["lesson"]}):
        keeping.save_search(ask("brøker", filters=filters), by=cast.schoolmate)
    make(cast)
    look()
    assert news(cast.schoolmate) == []


def test_a_collection_that_was_there_before_is_no_news(cast: Cast, look: Look) -> None:
    row = make(cast)
    drain()
    keeping.save_search(ask("brøker"), by=cast.schoolmate)
    curating.change_about(row, by=cast.lead, base=0, summary="Om brøker")
    look()
    assert news(cast.schoolmate) == []


SEES = {Reach.TEAM: ["teammate"], Reach.SCHOOL: ["teammate", "schoolmate"]}
SEES[Reach.MUNICIPALITY] = SEES[Reach.PUBLIC] = ["teammate", "schoolmate", "stranger", "editor"]


@pytest.mark.parametrize("reach", SEES)
def test_nobody_is_told_of_a_collection_that_they_may_not_see(cast: Cast, look: Look, reach: Reach) -> None:
    people = ["lead", "teammate", "schoolmate", "stranger", "editor"]
    drain()
    for who in people:
        keeping.save_search(ask("brøker"), by=getattr(cast, who))
    make(cast, reach)
    look()
    found = {who: [text for text in news(getattr(cast, who)) if text.startswith("Nyt i din søgning")] for who in people}
    assert found == {who: [TOLD] if who in SEES[reach] else [] for who in people}


def test_who_is_reached_later_is_told_then_and_by_the_text_that_they_read(cast: Cast, look: Look) -> None:
    row = make(cast, Reach.TEAM)
    drain()
    for person in (cast.schoolmate, cast.stranger):
        keeping.save_search(ask("brøker"), by=person)
    reviewing.share(row, reach=Reach.MUNICIPALITY, by=cast.lead)
    curating.change_about(row, by=cast.lead, base=0, title="Brøker, endnu ulæst")
    look()
    assert (news(cast.schoolmate), news(cast.stranger)) == ([], [])
    reviewing.approve(row, by=cast.editor)
    look()
    assert news(cast.stranger) == [TOLD]
    assert news(cast.schoolmate) == ["Nyt i din søgning “brøker”: samlingen “Brøker, endnu ulæst”."]


def test_headings_over_what_one_may_not_see_find_nothing(cast: Cast, look: Look) -> None:
    drain()
    for person in (cast.schoolmate, cast.lead, cast.teammate):
        keeping.save_search(ask("brøker"), by=person)
    row = curating.create_collection(team=cast.team, title="Uge 36", by=cast.lead)
    arranging.add_section(row, "Brøker", by=cast.lead)
    arranging.add_part(row, factories.material(cast.team, cast.owner, reach=Reach.TEAM, title="Sten"), by=cast.lead)
    reviewing.share(row, reach=Reach.SCHOOL, by=cast.lead)
    look()
    assert (len(news(cast.teammate)), news(cast.schoolmate)) == (1, [])


COLLECTION_LOSSES: dict[str, Callable[[Cast, Collection, SavedSearch], object]] = {
    "trashed": lambda cast, row, _: curating.trash(row, by=cast.lead),
    "narrowed": lambda cast, row, _: reviewing.share(row, reach=Reach.TEAM, by=cast.lead),
    "destroyed": lambda cast, row, _: row.delete(),
    **LOSSES,
}


@pytest.mark.parametrize("loss", COLLECTION_LOSSES)
def test_news_of_a_collection_vanish_from_inbox_page_and_digest_with_the_right_to_see(
    cast: Cast, brøker: SavedSearch, look: Look, loss: str
) -> None:
    User.objects.filter(pk=cast.schoolmate.pk).update(email="schoolmate@example.dk")
    choose([], rhythm=Rhythm.DAILY, by=cast.schoolmate)
    row = make(cast)
    look()
    page = browser(cast.schoolmate).get("/inbox/").content.decode()
    assert (news(cast.schoolmate), "Brøkernes bog" in page, count_unread(cast.schoolmate)) == ([TOLD], True, 1)
    COLLECTION_LOSSES[loss](cast, Collection.objects.get(pk=row.pk), brøker)
    page = browser(cast.schoolmate).get("/inbox/").content.decode()
    assert (news(cast.schoolmate), "Brøkernes bog" in page, "Nyt i din" in page) == ([], False, False)
    assert (digests.send_due(), mail.outbox, count_unread(cast.schoolmate)) == ({"empty": 1}, [], 0)


def test_the_digest_says_it_to_who_sees_it(cast: Cast, brøker: SavedSearch, look: Look) -> None:
    User.objects.filter(pk=cast.schoolmate.pk).update(email="schoolmate@example.dk")
    choose([], rhythm=Rhythm.DAILY, by=cast.schoolmate)
    make(cast)
    look()
    assert digests.send_due() == {"sent": 1}
    assert TOLD in str(mail.outbox[0].body)


def test_a_storm_of_both_is_told_of_by_a_few_and_then_the_next_few(cast: Cast, brøker: SavedSearch, look: Look) -> None:
    for number in range(PAGE_SIZE // 2 - 1):
        make(cast, title=f"Brøker, samling {number}")
        factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title=f"Brøker {number}")
    look()
    assert len(news(cast.schoolmate)) == 10
    look()
    assert len(set(news(cast.schoolmate))) == len(news(cast.schoolmate)) == PAGE_SIZE - 2


def test_without_an_engine_no_collection_is_missed(
    cast: Cast, brøker: SavedSearch, look: Look, settings: Settings
) -> None:
    make(cast)
    there = settings.SEARCH_FOLDER, settings.ELASTICSEARCH
    settings.SEARCH_FOLDER, settings.ELASTICSEARCH = there[0] / "gone", {**there[1], "prefix": "gone"}
    look_now = timezone.now() + 2 * looking.EVERY
    assert (looking.look(brøker, now=look_now), news(cast.schoolmate)) == (False, [])
    settings.SEARCH_FOLDER, settings.ELASTICSEARCH = there
    look()
    assert news(cast.schoolmate) == [TOLD]


def test_a_find_is_a_material_or_a_collection_and_each_once(cast: Cast, brøker: SavedSearch) -> None:
    row, material = make(cast), Material.objects.earliest("pk")
    SearchFind.objects.create(search=brøker, collection=row)
    SearchFind.objects.create(search=brøker, material=material)
    for what in ({}, {"collection": row}, {"material": material}, {"collection": make(cast), "material": material}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SearchFind.objects.create(search=brøker, **what)
    assert SearchFind.objects.count() == 2
