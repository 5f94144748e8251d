"""The index holds what the database says: after every change, after a rebuild, and with the indexer stopped."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import tantivy
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail.models import Revision

from materials.collections import curating
from materials.models.material import Material
from materials.models.subject import Subject
from materials.permissions import text_for
from materials.services import drafts, sharing, trash
from materials.vocabulary import Reach
from search import indexing, numbers
from search.asking_as import MOST_HELD_BACK, base_of
from search.background import Indexer, verify_daily
from search.criteria import ask
from search.documents import load
from search.engines import Asked, Generation, Refusal
from search.engines.choosing import engine
from search.finding import find
from search.indexing import catch_up, drain
from search.models import IndexHead, Standing
from search.rebuilding import Rebuild
from search.schema import IndexedMaterial
from search.settling import MOST_TRIES
from search.status import status
from search.verifying import compare, repair
from search.writing import building, writing
from teams.models.user import User
from tests import factories
from tests.conftest import Cast


def titles(word: str, user: User) -> list[str]:
    return [hit.material.title for hit in find(ask(word), user=user).hits]


def shared(cast: Cast, title: str, reach: Reach = Reach.SCHOOL) -> Material:
    return factories.material(cast.team, cast.owner, reach=reach, title=title)


def test_a_change_is_pending_with_its_transaction_and_found_after_the_drain(cast: Cast) -> None:
    material = shared(cast, "Brøker")
    assert Standing.objects.get(material=material.pk).pending
    drain()
    assert titles("brøk", cast.schoolmate) == ["Brøker"]
    assert find(ask("brøk"), user=cast.schoolmate).engine == engine().name
    assert titles("brøk", cast.stranger) == []
    assert not Standing.objects.filter(pending=True).exists()


def test_what_a_teacher_saves_is_found_by_the_search_after_the_next_beat(cast: Cast, client: Client) -> None:
    client.force_login(cast.owner, backend="teams.backends.LocalBackend")
    material, before = factories.material(cast.team, cast.owner, title="Ark"), "Ark"
    for title in ("Decimaltal", "Vikinger"):
        base = Material.objects.get(pk=material.pk).latest_revision_id
        said = {"title": title, "base": base or "", "language": "da", "do": "save"}
        assert client.post(f"/materials/{material.pk}/edit/", said).status_code == 302
        Indexer().beat()
        results = find(ask(title), user=cast.owner)
        assert ([hit.material.title for hit in results.hits], results.engine) == ([title], engine().name)
        assert titles(before, cast.owner) == titles(title, cast.schoolmate) == []
        before = title


def test_a_change_that_is_rolled_back_leaves_no_row_no_new_revision_and_holds_nothing_back(cast: Cast) -> None:
    kept = shared(cast, "Brøker")
    collection = curating.create_collection(team=cast.team, title="Forløb", by=cast.lead)
    drain()
    before = list(Standing.objects.order_by("pk").values())
    assert {row["material"] for row in before} == {kept.pk, numbers.of_collection(collection.pk)}
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        shared(cast, "Vikinger")
        sharing.share(kept, reach=Reach.TEAM, by=cast.owner)
        Material.objects.filter(pk=kept.pk).update(title="Brøkdyst")
        curating.create_collection(team=cast.team, title="Vikinger", by=cast.lead)
        assert Standing.objects.filter(pending=True).count() == 3
        assert Standing.objects.get(material=kept.pk).access_changed
        raise ZeroDivisionError
    assert list(Standing.objects.order_by("pk").values()) == before
    assert titles("", cast.schoolmate) == ["Brøker"]


def test_narrowing_counts_at_once_with_the_indexer_stopped(cast: Cast) -> None:
    material = shared(cast, "Brøker")
    drain()
    sharing.share(material, reach=Reach.TEAM, by=cast.owner)
    results = find(ask("brøk"), user=cast.schoolmate)
    assert (results.total, results.facets.get("language", {}), results.engine) == (0, {}, engine().name)
    drain()
    assert titles("brøk", cast.teammate) == ["Brøker"]


def test_a_word_that_was_narrowed_is_no_longer_meant_with_the_indexer_stopped(cast: Cast) -> None:
    material = shared(cast, "Kredsløb")
    drain()
    assert meant("kresdløb", cast.schoolmate) == "kredsløb"
    sharing.share(material, reach=Reach.TEAM, by=cast.owner)
    assert meant("kresdløb", cast.schoolmate) == meant("kresdløb findesikke", cast.schoolmate) == ""
    drain()
    assert (meant("kresdløb", cast.schoolmate), meant("kresdløb", cast.teammate)) == ("", "kredsløb")


def meant(word: str, user: User) -> str:
    results = find(ask(word), user=user)
    assert (results.total, results.engine) == (0, engine().name)
    return results.suggestion


def test_what_is_trashed_is_gone_at_once_and_back_when_it_is_restored(cast: Cast) -> None:
    material = shared(cast, "Brøker")
    drain()
    trash.trash(material, by=cast.owner)
    assert find(ask("brøk"), user=cast.teammate).total == 0
    drain()
    assert engine().current().revisions(range(10**9)) == {}
    trash.restore(Material.objects.get(pk=material.pk), by=cast.owner)
    drain()
    assert titles("brøk", cast.teammate) == ["Brøker"]


def test_a_draft_of_something_shared_is_found_by_its_team_alone(cast: Cast) -> None:
    material = shared(cast, "Brøker")
    drafts.save_text(material, by=cast.owner, base=None, title="Decimaltal")
    drain()
    assert titles("decimaltal", cast.teammate) == ["Decimaltal"]
    assert titles("decimaltal", cast.schoolmate) == titles("brøk", cast.teammate) == []
    assert titles("brøk", cast.schoolmate) == ["Brøker"]


def test_everyone_finds_the_text_that_everyone_reads(cast: Cast) -> None:
    material = shared(cast, "Ældre")
    sharing.share(material, reach=Reach.MUNICIPALITY, by=cast.owner)
    drafts.save_text(Material.objects.get(pk=material.pk), by=cast.owner, base=None, title="Nyere")
    drain()
    for user in (cast.owner, cast.lead, cast.schoolmate, cast.editor):
        (hit,) = find(ask(""), user=user).hits
        assert hit.material.title == text_for(user, Material.objects.get(pk=material.pk)).title
        assert titles(hit.material.title, user) == [hit.material.title]


class Meanwhile:
    """A generation in the midst of whose writing something happens."""

    def __init__(self, generation: Generation, happens: Callable[[], object]) -> None:
        self.name, self.revisions = generation.name, generation.revisions
        self.generation, self.happens = generation, happens

    def write(self, parts: Iterable[Sequence[IndexedMaterial]]) -> dict[int, Refusal]:
        loaded = list(parts)
        self.happens()
        return self.generation.write(loaded)


def test_a_change_during_the_writing_is_not_lost(cast: Cast) -> None:
    """The row moves on between loading and noting: it stays pending, and is held back until then."""
    material = shared(cast, "Brøker")
    drain()
    drafts.save_text(material, by=cast.owner, base=None, title="Brøker nu")
    row = Material.objects.get(pk=material.pk)
    narrow = Meanwhile(engine().current(), lambda: sharing.share(row, reach=Reach.TEAM, by=cast.owner))
    indexing.write(indexing.due(), into=narrow)
    assert Standing.objects.get(material=material.pk).pending
    assert titles("brøk", cast.schoolmate) == []
    drain()
    assert titles("brøk", cast.teammate) == ["Brøker nu"]


def test_a_rebuild_beside_the_index_loses_no_change(cast: Cast) -> None:
    first, second = shared(cast, "Brøker"), shared(cast, "Vikinger")
    drain()
    build = Rebuild(engine())
    build.fill()
    trash.trash(first, by=cast.owner)
    drain()
    drafts.save_text(second, by=cast.owner, base=None, title="Vikinger nu")
    third = shared(cast, "Planter")
    with writing(wait=True):
        build.finish()
    assert engine().current().name == build.generation.name
    drain()
    assert not compare(engine().current(), with_pending=True)
    assert set(engine().current().revisions(range(10**9))) == {second.pk, third.pk}
    assert titles("vikinger", cast.teammate) == ["Vikinger nu"]


def test_verify_sees_what_is_missing_too_many_or_out_of_date_and_repair_mends_it(cast: Cast) -> None:
    lost, old = shared(cast, "Brøker"), shared(cast, "Vikinger")
    drain()
    generation = engine().current()
    generation.write([[IndexedMaterial(lost.pk, Standing.objects.get(material=lost.pk).revision)]])
    generation.write([[IndexedMaterial(old.pk, 10**6)]])
    generation.write([[_copy_of(old, revision=10**6), _copy_of(old, pk=10**6)]])
    found = compare(generation)
    assert (found.missing, list(found.ghosts), list(found.wrong)) == ([lost.pk], [10**6], [old.pk])
    with writing(wait=True):
        repair(found)
        catch_up(engine())
    assert not compare(generation, with_pending=True)
    assert titles("brøk", cast.teammate) == ["Brøker"]


def _copy_of(material: Material, *, pk: int = 0, revision: int = 1) -> IndexedMaterial:
    (loaded,) = load({material.pk: revision})
    pk = pk or material.pk
    documents = tuple(replace(document, material=pk) for document in loaded.documents)
    return replace(loaded, material=pk, documents=documents)


def test_too_much_held_back_and_the_database_answers(cast: Cast) -> None:
    material = shared(cast, "Brøker")
    drain()
    Standing.objects.bulk_create(
        Standing(material=10**6 + n, access_changed=True, changed_at=material.created_at)
        for n in range(MOST_HELD_BACK + 1)
    )
    results = find(ask("brøker"), user=cast.schoolmate)
    assert (results.engine, [hit.material.pk for hit in results.hits]) == ("database", [material.pk])
    assert find(ask("brøker"), user=cast.stranger).total == 0


def test_an_index_that_was_lost_is_built_again(cast: Cast) -> None:
    shared(cast, "Brøker")
    drain()
    engine().remove()
    assert find(ask("brøker"), user=cast.schoolmate).engine == "database"
    drain()
    assert find(ask("brøker"), user=cast.schoolmate).engine == engine().name


def test_an_index_of_an_older_schema_is_built_anew(cast: Cast, settings: Settings) -> None:
    shared(cast, "Brøker")
    older = settings.SEARCH_FOLDER / "embedded" / "1.1-older" / "materials"
    older.mkdir(parents=True)
    tantivy.Index(tantivy.SchemaBuilder().build(), path=str(older))
    (settings.SEARCH_FOLDER / "embedded" / "current").write_text("1.1-older")
    IndexHead.objects.create(engine=engine().name, generation="1.1-older")
    assert find(ask("brøk"), user=cast.schoolmate).engine == "database"
    drain()
    assert find(ask("brøk"), user=cast.schoolmate).engine == engine().name
    assert titles("brøk", cast.schoolmate) == ["Brøker"]


def test_materials_that_came_by_no_service_get_into_the_index_with_their_titles(cast: Cast) -> None:
    shared(cast, "Brøker")
    Standing.objects.all().delete()
    drain()
    assert Standing.objects.get().title == "broeker"
    assert find(ask("brøk"), user=cast.schoolmate).engine == engine().name
    assert titles("brøk", cast.schoolmate) == ["Brøker"]


def test_what_has_a_subject_is_found_by_its_new_name(cast: Cast) -> None:
    subject = Subject.objects.get(slug="matematik")
    published = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Ark", subjects=[subject])
    draft = factories.material(cast.team, cast.owner, title="Kladde")
    drafts.save_text(draft, by=cast.owner, base=None, subjects=[subject])
    collection = curating.create_collection(team=cast.team, title="Forløb", by=cast.lead, subject=subject)
    drain()
    subject.name_da = "Regning"
    subject.save()
    drain()
    assert not compare(engine().current())
    found = engine().search(Asked(base_of(cast.owner), ask("regning").question)).materials
    assert set(found) == {published.pk, draft.pk, numbers.of_collection(collection.pk)}


def test_the_commands_rebuild_and_verify(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    shared(cast, "Brøker")
    drain()
    call_command("search_rebuild", "--quiet")
    call_command("search_verify", "--json")
    call_command("search_status", "--json")
    out = capsys.readouterr().out
    assert '{"missing": 0, "ghosts": 0, "wrong": 0}' in out
    assert '"answers": true' in out


def test_verify_ends_with_status_1_while_something_differs(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    lost = shared(cast, "Brøker")
    drain()
    engine().current().write([[IndexedMaterial(lost.pk, Standing.objects.get(material=lost.pk).revision)]])
    for options in ([], ["--json"]):
        with pytest.raises(SystemExit) as ended:
            call_command("search_verify", *options)
        assert ended.value.code == 1
    assert capsys.readouterr().out.splitlines() == [
        "1 missing, 0 too many, 0 out of date.",
        '{"missing": 1, "ghosts": 0, "wrong": 0}',
    ]
    call_command("search_verify", "--repair")
    assert capsys.readouterr().out == "0 missing, 0 too many, 0 out of date.\n"


@pytest.fixture
def dead_letter(cast: Cast) -> Material:
    """A material whose text nobody can read, and which is no longer tried."""
    letter = shared(cast, "Brøker")
    drafts.save_text(letter, by=cast.owner, base=None, title="Brøker nu")
    letter.refresh_from_db()
    Revision.objects.filter(pk=letter.latest_revision_id).update(content={"title": "Brøker", "shown": 5})
    drain()
    Standing.objects.filter(material=letter.pk).update(tries=MOST_TRIES)
    assert [row.material for row in status().dead] == [letter.pk]
    return letter


def test_a_dead_letter_that_the_index_lacks_is_a_difference(
    dead_letter: Material, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also when it is refused again: then it waits for the next try, and cannot be found."""
    for options in ([], ["--repair"]):
        with pytest.raises(SystemExit) as ended:
            call_command("search_verify", *options)
        assert ended.value.code == 1
        assert capsys.readouterr().out == "1 missing, 0 too many, 0 out of date.\n"
    assert Standing.objects.get(material=dead_letter.pk).tries == 1


def test_a_dead_letter_is_mended_with_what_differs(cast: Cast, dead_letter: Material) -> None:
    Revision.objects.filter(pk=dead_letter.latest_revision_id).delete()
    drain()
    assert titles("brøk", cast.teammate) == []
    call_command("search_verify", "--repair")
    assert (titles("brøk", cast.teammate), status().dead) == (["Brøker"], [])


def test_a_dead_letter_that_the_index_holds_as_it_was_is_a_difference_and_as_it_is_none(cast: Cast) -> None:
    material = shared(cast, "Brøker")
    drain()
    letter = Standing.objects.filter(material=material.pk)
    letter.update(pending=True, tries=MOST_TRIES)
    assert not compare(engine().current())
    letter.update(revision=F("revision") + 1)
    assert list(compare(engine().current()).wrong) == [material.pk]
    letter.update(tries=MOST_TRIES - 1)
    assert not compare(engine().current())


def test_the_worker_tries_a_dead_letter_again_once_a_day(dead_letter: Material) -> None:
    assert verify_daily() == 1
    drain()
    assert Standing.objects.get(material=dead_letter.pk).tries == 1
    Standing.objects.update(tries=MOST_TRIES)
    assert verify_daily() == 0


def test_who_comes_second_builds_nothing(cast: Cast) -> None:
    """The first would take away what the second has built, when it lets its own answer."""
    shared(cast, "Brøker")
    drain()
    before = engine().current().name
    with building(), pytest.raises(CommandError, match="Another process is building"):
        call_command("search_rebuild", "--quiet")
    assert engine().current().name == before


def test_the_worker_holds_the_index_against_the_database_once_a_day(cast: Cast) -> None:
    material = shared(cast, "Brøker")
    drain()
    assert verify_daily() == 0
    engine().current().write([[IndexedMaterial(material.pk, Standing.objects.get(material=material.pk).revision)]])
    assert verify_daily() == 0
    IndexHead.objects.update(verified_at=timezone.now() - timedelta(days=1, seconds=1))
    assert verify_daily() == 1
    drain()
    assert titles("brøk", cast.teammate) == ["Brøker"]


def test_people_who_never_stop_editing_do_not_keep_a_new_index_from_answering(cast: Cast) -> None:
    edited, _ = shared(cast, "Brøker", Reach.PUBLIC), shared(cast, "Vikinger")
    drain()
    build = Rebuild(engine())
    plain = build.generation
    build.generation = Meanwhile(plain, lambda: Material.objects.filter(pk=edited.pk).update(summary="Ny"))
    build.fill()
    Material.objects.filter(pk=edited.pk).update(reach=Reach.TEAM)
    with writing(wait=True):
        build.finish()
    assert engine().current().name == plain.name
    assert (titles("", cast.schoolmate), titles("", cast.teammate)) == (["Vikinger"], ["Vikinger"])
    drain()
    assert titles("brøk", cast.teammate) == ["Brøker"]
    assert not compare(engine().current(), with_pending=True)
