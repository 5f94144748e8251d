"""The index holds collections as the database has them: after changes, a rebuild, a loss, and with no engine at all."""

import json
from datetime import timedelta
from io import StringIO
from itertools import pairwise

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from materials.collections import arranging, curating, reviewing
from materials.models.collection import Collection, Entry
from materials.services import drafts
from materials.vocabulary import TRASH_DAYS, Reach
from search import numbers
from search.collections.hits import CollectionHit
from search.criteria import ask
from search.engines.choosing import engine
from search.finding import find
from search.indexing import drain
from search.models import Standing
from search.rebuilding import Rebuild
from search.schema import IndexedMaterial
from search.verifying import END, STRETCH, compare, stretches
from search.writing import writing
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.search.collections.conftest import Shelf, shared, titles


def standing(shelf: Shelf) -> Standing:
    return Standing.objects.get(material=numbers.of_collection(shelf.collection.pk))


def listed(word: str, user: User, **filters: list[str]) -> list[object]:
    """Ids of collections, with the engine away, and the titles of materials."""
    results = find(ask(word, filters=filters), user=user)
    assert results.engine == "database"
    assert results.total == len(results.listed)
    return [hit.collection.pk if isinstance(hit, CollectionHit) else hit.material.title for hit in results.listed]


def test_the_stretches_hold_every_number_once_and_are_few(cast: Cast, shelf: Shelf) -> None:
    found = list(stretches())
    assert found[0].start == 0 and found[-1].stop == END
    assert all(before.stop == after.start for before, after in pairwise(found))
    assert len(found) <= 4 and all(len(ids) == STRETCH for ids in (found[0], found[-2]))


def test_whatever_changes_a_collection_marks_it_in_the_same_transaction(cast: Cast, shelf: Shelf) -> None:
    drain()
    entry = Entry.objects.filter(material=None).earliest("pk")
    acts = [
        lambda: curating.change_about(shelf.collection, by=cast.lead, base=0, title="Lavine"),
        lambda: arranging.set_text(entry, "måner", base=0, by=cast.lead),
        lambda: arranging.add_section(shelf.collection, "stjerner", by=cast.lead),
        lambda: curating.let_members(shelf.collection, allowed=True, by=cast.lead),
        lambda: shared(shelf.collection, cast),
        lambda: curating.trash(shelf.collection, by=cast.lead),
    ]
    for act in acts:
        before = standing(shelf).revision
        act()
        assert standing(shelf).revision > before
        assert standing(shelf).pending
        drain()


def test_writing_in_a_part_or_using_it_changes_nothing_of_the_collection(cast: Cast, shelf: Shelf) -> None:
    drain()
    before = standing(shelf).revision
    drafts.save_text(shelf.open, by=cast.owner, base=None, title="Ark med kort")
    assert (standing(shelf).revision, standing(shelf).pending) == (before, False)


def test_a_rebuild_holds_what_there_is_and_what_changed_meanwhile(cast: Cast, shelf: Shelf) -> None:
    drain()
    Standing.objects.filter(material__gte=numbers.FIRST).delete()
    build = Rebuild(engine())
    build.fill()
    curating.change_about(shelf.collection, by=cast.lead, base=0, title="Lavine")
    later = curating.create_collection(team=cast.team, title="Orkan", by=cast.lead)
    with writing(wait=True):
        build.finish()
    drain()
    assert not compare(engine().current(), with_pending=True)
    held = engine().current().revisions(range(numbers.FIRST, END))
    assert set(held) == {numbers.of_collection(pk) for pk in (shelf.collection.pk, later.pk)}
    assert (titles("lavine", cast.teammate), titles("orkan", cast.teammate)) == (["Lavine"], ["Orkan"])


def test_verify_sees_what_is_missing_or_too_many_and_repair_mends_it(cast: Cast, shelf: Shelf) -> None:
    drain()
    lost, ghost = numbers.of_collection(shelf.collection.pk), numbers.of_collection(10**6)
    held = standing(shelf).revision
    engine().current().write([[IndexedMaterial(lost, held)]])
    Standing.objects.create(material=ghost, pending=False, changed_at=timezone.now())
    assert compare(engine().current()).missing == [lost]
    call_command("search_verify", "--repair", stdout=StringIO())
    assert not compare(engine().current(), with_pending=True)
    assert titles("kredsløb", cast.teammate) == ["Kredsløb"]


def test_the_status_counts_both(cast: Cast, shelf: Shelf) -> None:
    drain()
    Standing.objects.filter(material__gte=numbers.FIRST).update(pending=True, tries=8, reason="Nej")
    out = StringIO()
    call_command("search_status", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["materials"], said["collections"]) == (2, 1)
    assert said["dead_letters"] == [{"collection": shelf.collection.pk, "tries": 8, "reason": "Nej"}]


def test_what_lay_in_the_trash_too_long_leaves_the_index_and_the_standings(cast: Cast, shelf: Shelf) -> None:
    drain()
    curating.trash(shelf.collection, by=cast.lead)
    Collection.objects.update(trashed_at=timezone.now() - timedelta(days=TRASH_DAYS, seconds=1))
    assert Collection.objects.purge() == 1
    drain()
    assert not Standing.objects.filter(material__gte=numbers.FIRST).exists()
    assert engine().current().revisions(range(numbers.FIRST, END)) == {}


def test_lines_taken_out_long_ago_stay_known_while_an_approved_text_may_name_them(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast, Reach.PUBLIC)
    arranging.remove(shelf.open_part, by=cast.lead)
    Entry.objects.exclude(removed_at=None).update(removed_at=timezone.now() - timedelta(days=TRASH_DAYS, seconds=1))
    assert Entry.purge() == 0
    assert titles("planeter", cast.stranger) == ["Kredsløb"]
    type(shelf.open).objects.filter(pk=shelf.open.pk).update(reach=Reach.TEAM)
    assert titles("planeter", cast.stranger) == []
    reviewing.share(shelf.collection, reach=Reach.SCHOOL, by=cast.lead)
    assert Entry.purge() == 1


def test_the_database_lists_collections_by_the_titles_that_each_reads(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast, Reach.MUNICIPALITY)
    curating.change_about(shelf.collection, by=cast.lead, base=0, title="Lavine", grades=[7])
    pk = shelf.collection.pk
    assert listed("lavine", cast.schoolmate) == listed("kredsløb", cast.stranger) == [pk]
    assert listed("lavine", cast.stranger) == listed("kredsløb", cast.schoolmate) == []
    assert listed("", cast.stranger) == ["Ark", pk]
    assert listed("", cast.stranger, grade=["7"]) == []
    assert listed("", cast.schoolmate, grade=["7"], kind=["collection"], reach=["municipality"]) == [pk]
    assert listed("", cast.schoolmate, kind=["pdf"]) == listed("lavine", cast.schoolmate, language=["da"]) == []


def test_the_database_reads_no_lines_of_the_collections_that_it_looks_at(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast, Reach.MUNICIPALITY)
    with CaptureQueriesContext(connection) as asked:
        assert listed("kredsløb", cast.stranger) == [shelf.collection.pk]
        assert listed("lavine", cast.stranger) == []
    looked = [query["sql"] for query in asked if "face_approved" in query["sql"]]
    assert len(looked) == 2
    for column in ("approved", "submitted"):
        assert not any(f'"materials_collection"."{column}", "' in sql for sql in looked)


def test_pages_of_the_database_go_over_materials_and_collections(cast: Cast, shelf: Shelf) -> None:
    for number in range(24):
        made = curating.create_collection(team=cast.team, title=f"Orkan {number}", by=cast.lead)
        factories.material(cast.team, cast.owner, title=f"Orkan {number}", reach=Reach.SCHOOL)
    pages = [find(ask(word), user=cast.teammate, page=page).listed for word in ("orkan", "") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 8, 20, 20, 11]
    assert isinstance(pages[0][0], CollectionHit) and pages[0][0].collection == made
    assert not isinstance(pages[3][0], CollectionHit)
