"""A collection is found like a material: by what it says of itself, by whom it reaches, and counted with the others."""

import json
from io import StringIO

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from materials.collections import arranging, curating
from materials.models.collection import Collection
from materials.models.subject import Subject
from materials.vocabulary import Reach
from search.criteria import ask
from search.finding import find
from search.indexing import drain
from search.similar import similar_to
from search.typing_ahead import offer
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.search.collections.conftest import Shelf, shared, titles


def page(user: User, query: str) -> str:
    client = Client()
    client.force_login(user, backend="teams.backends.LocalBackend")
    return client.get(f"/search/?{query}").content.decode()


def test_it_is_found_by_title_summary_subject_and_heading_by_whom_it_reaches(cast: Cast, shelf: Shelf) -> None:
    matematik = Subject.objects.get(slug="matematik")
    curating.change_about(shelf.collection, by=cast.lead, base=0, subject=matematik, grades=[5])
    shared(shelf.collection, cast)
    for word in ["kredsløbet", "vulkan", "matematik", "planet", "kredsløb 5. kl"]:
        assert titles(word, cast.schoolmate) == ["Kredsløb"], word
        assert titles(word, cast.stranger) == [], word


def test_a_note_is_found_by_nobody(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast)
    for word in ["quizzen", "facitlisten"]:
        for user in [cast.lead, cast.teammate, cast.schoolmate, cast.editor]:
            assert titles(word, user) == [], (word, user)


def test_a_collection_in_the_trash_is_found_by_nobody(cast: Cast, shelf: Shelf) -> None:
    assert titles("kredsløb", cast.teammate) == ["Kredsløb"]
    curating.trash(shelf.collection, by=cast.lead)
    assert titles("kredsløb", cast.teammate) == titles("kredsløb", cast.lead) == []
    curating.restore(shelf.collection, by=cast.lead)
    assert titles("kredsløb", cast.teammate) == ["Kredsløb"]


def test_facets_count_it_under_the_choices_of_the_others(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast)
    factories.material(cast.team, cast.owner, title="Kredsløb i naturen", reach=Reach.SCHOOL)
    drain()
    found = find(ask("kredsløb", filters={"reach": ["school"]}), user=cast.schoolmate)
    assert (found.total, found.materials, found.collections) == (2, 1, 1)
    assert found.facets["kind"] == {"collection": 1}
    assert found.facets["reach"] == {"school": 2}
    assert found.facets["team"] == {cast.team.slug: 2}
    narrowed = find(ask("kredsløb", filters={"kind": ["collection"]}), user=cast.schoolmate)
    assert (narrowed.total, narrowed.collections, narrowed.hits) == (1, 1, [])
    other = find(ask("kredsløb", filters={"kind": ["pdf"]}), user=cast.schoolmate)
    assert (other.total, other.collections, other.facets["kind"]) == (0, 0, {"collection": 1})


def test_the_page_names_it_a_collection_and_says_nothing_of_what_lies_in_it(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast)
    drain()
    content = page(cast.schoolmate, "q=vulkaner")
    assert "Én samling" in content
    assert f'href="/collections/{shelf.collection.pk}/"' in content
    assert "Om <mark>vulkaner</mark>." in content
    assert '<p class="muted">Fundet i teksten</p>' in content
    for hidden in ["quizzen", "facitlisten", "prøver", "Skema"]:
        assert hidden not in content, hidden
    assert "Kredsløb" not in page(cast.stranger, "q=vulkaner")


def test_it_says_where_it_was_found_but_for_headings(cast: Cast, shelf: Shelf) -> None:
    matematik = Subject.objects.get(slug="matematik")
    curating.change_about(shelf.collection, by=cast.lead, base=0, subject=matematik)
    drain()
    assert "Fundet i titlen, emneordene, teksten</p>" in page(cast.lead, "q=vulkaner kredsløb matematik")
    by_heading = page(cast.lead, "q=planeter")
    assert "Én samling" in by_heading
    assert "Fundet i" not in by_heading


def test_it_is_offered_while_typing_to_whom_it_reaches(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast)
    drain()
    offered = offer("kredsl", user=cast.schoolmate)
    assert offered.words == ["kredsløb"]
    assert [face.title for _, face in offered.collections] == ["Kredsløb"]
    hidden = offer("kredsl", user=cast.stranger)
    assert (hidden.words, hidden.titles, hidden.collections) == ([], [], [])


def test_a_word_that_was_meant_is_one_that_the_person_may_know(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast)
    drain()
    assert find(ask("kredslob"), user=cast.schoolmate).suggestion == "kredsløb"
    assert find(ask("kredslob"), user=cast.stranger).suggestion == ""


def test_where_materials_are_wanted_there_is_no_collection(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast)
    alike = factories.material(cast.team, cast.owner, title="Kredsløb og vulkaner", reach=Reach.SCHOOL)
    other = factories.material(cast.team, cast.owner, title="Vulkaner og kredsløb", reach=Reach.SCHOOL)
    drain()
    found = find(ask("kredsløb"), user=cast.schoolmate, materials_only=True)
    assert (found.total, found.collections, found.facets["kind"]) == (2, 0, {})
    assert [row.pk for row in similar_to(alike, user=cast.schoolmate)] == [other.pk]


def test_the_command_gives_its_id_and_kind(cast: Cast, shelf: Shelf) -> None:
    drain()
    out = StringIO()
    call_command("find", "vulkaner", f"--as={cast.teammate.subject}", "--json", stdout=out)
    (hit,) = json.loads(out.getvalue())["hits"]
    assert (hit["id"], hit["kind"], hit["title"]) == (shelf.collection.pk, "collection", "Kredsløb")
    assert hit["url"] == Collection.objects.get().get_absolute_url()


def test_a_collection_among_the_hits_costs_one_query_and_no_question_to_the_engine(cast: Cast, shelf: Shelf) -> None:
    """Also many, and of approved texts; without any among the hits it costs none."""
    factories.material(cast.team, cast.owner, title="Orkan", reach=Reach.SCHOOL)
    for word in ("Lavine", "Lavine", "Taifun"):
        made = curating.create_collection(team=cast.team, title=word, by=cast.lead)
        arranging.add_part(made, shelf.open, by=cast.lead)
        shared(made, cast, Reach.MUNICIPALITY)
        factories.material(cast.team, cast.owner, title=word, reach=Reach.SCHOOL)
    drain()
    costs = [queries(word, cast.schoolmate) for word in ("orkan", "taifun", "lavine")]
    assert costs == [costs[0], costs[0] + 1, costs[0] + 1]


def queries(word: str, user: User) -> int:
    user = User.objects.get(pk=user.pk)
    find(ask(word), user=user)
    with CaptureQueriesContext(connection) as captured:
        assert find(ask(word), user=user).total
    return len(captured)
