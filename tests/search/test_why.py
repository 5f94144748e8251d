"""A hit says where the words stand, marks them as they are written, and makes no markup of what a teacher wrote."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape

from materials.services import sharing
from materials.vocabulary import Reach
from search.analysis.aliases import Aliases
from search.finding import Hit
from search.indexing import drain
from search.marking_words import Marker
from search.places import LETTERS, Looked, look_further
from search.query_language import read_question
from tests import factories
from tests.conftest import Cast
from tests.search.test_result_page import shared_file

HOSTILE = '<script>alert("brøker")</script> & brøker <b>'


def the_hit(client: Client, typed: str) -> Hit:
    response = client.get("/search/", {"q": typed})
    (hit,) = response.context["results"].listed
    assert isinstance(hit, Hit)
    return hit


def said(client: Client, typed: str) -> str:
    """The one hit as the page shows it, with single blanks."""
    content = " ".join(client.get("/search/", {"q": typed}).content.decode().split())
    (_, hit) = content.split('<li class="hit')
    return hit.split("</li>")[0]


def shelve(cast: Cast, **fields: object) -> None:
    factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, **fields)
    drain()


def test_a_hit_says_in_which_of_its_texts_the_words_stand(cast: Cast, schoolmate: Client) -> None:
    shelve(cast, title="Vulkaner", tags=["bjerge"], summary="Om lava.")
    places = {"vulkaner": "titlen", "bjerge": "emneordene", "lava": "teksten"}
    for word, place in places.items():
        assert f'<p class="muted">Fundet i {place} </p>' in said(schoolmate, word)
    assert "Fundet i titlen, emneordene, teksten </p>" in said(schoolmate, "lava bjerge vulkaner")
    assert "Fundet i" not in said(schoolmate, "")


def test_a_part_of_a_compound_and_another_form_are_found_and_marked_whole(cast: Cast, schoolmate: Client) -> None:
    shelve(cast, title="Havvand", tags=["klasseprøver"], summary="Om brøkregning og hvalernes sang.")
    for typed, place in {"vand": "titlen", "prøve": "emneordene"}.items():
        hit = said(schoolmate, typed)
        assert f"Fundet i {place} </p>" in hit
        assert "<mark>" not in hit
    for typed, marked in {"regning": "brøkregning", "hval": "hvalernes", "sange": "sang"}.items():
        hit = said(schoolmate, typed)
        assert "Fundet i teksten </p>" in hit
        assert hit.count("<mark>") == hit.count(f"<mark>{marked}</mark>") == 1


def test_the_snippet_begins_near_the_words_and_says_that_there_is_more(cast: Cast, schoolmate: Client) -> None:
    shelve(cast, title="Vulkaner", summary="Bjerge har " + "ro " * 200 + "og lava til sidst " + "ro " * 200)
    snippet = str(the_hit(schoolmate, "lava").place.snippet)
    assert snippet.startswith("… ro ") and snippet.endswith(" ro …")
    assert "ro og <mark>lava</mark> til sidst ro" in snippet
    assert str(the_hit(schoolmate, "vulkaner").place.snippet).startswith("Bjerge har ro ")


def test_what_a_teacher_wrote_is_shown_and_is_no_markup(cast: Cast, schoolmate: Client) -> None:
    shelve(cast, title=f"Titel {HOSTILE}", tags=["amp", "lt", "quot", HOSTILE], summary=HOSTILE)
    marked = escape(HOSTILE).replace("brøker", "<mark>brøker</mark>")
    for typed in ("brøker", "brøker amp lt quot"):
        hit = said(schoolmate, typed)
        assert f"<p>{marked}</p>" in hit
        assert f">Titel {escape(HOSTILE)}</a>" in hit
        assert "Fundet i titlen, emneordene, teksten </p>" in hit
        assert "<script" not in hit and "<b>" not in hit
    assert "&lt;<mark>script</mark>&gt;alert(" in said(schoolmate, "script")
    assert "&lt;/<mark>script</mark>&gt; &amp; brøker" in said(schoolmate, "script")


def test_a_part_that_is_written_in_the_body_is_marked_and_escaped_too(cast: Cast, schoolmate: Client) -> None:
    shelve(cast, title="Ark", body=[("rich_text", f"<p>Om havvand &amp; {escape(HOSTILE)}</p>")])
    hit = said(schoolmate, "vand")
    assert "Om <mark>havvand</mark> &amp; &lt;script&gt;" in hit
    assert "Fundet i teksten </p>" in hit
    assert "<script" not in hit


def test_a_phrase_is_found_where_it_stands_and_not_where_one_of_its_words_does(cast: Cast, schoolmate: Client) -> None:
    shelve(cast, title="Zenits bane", summary="Vi mødes på Banegården og ser efter zenits punkt.")
    hit = said(schoolmate, '"zenits bane"')
    assert "Fundet i titlen </p>" in hit
    assert "<mark>" not in hit
    assert "Fundet i titlen, teksten </p>" in said(schoolmate, "zenits bane")


LONG = "ro " * LETTERS


@pytest.mark.parametrize("long", [{"summary": f"{LONG} lava"}, {"body": [("rich_text", f"<p>{LONG} lava</p>")]}])
def test_what_stands_late_in_a_long_text_is_shown_and_marked(
    cast: Cast, schoolmate: Client, long: dict[str, object]
) -> None:
    shelve(cast, title="Vulkaner", **long)
    hit = said(schoolmate, "lava")
    assert "Fundet i teksten </p>" in hit
    assert "<p>… ro" in hit and "ro <mark>lava</mark></p>" in hit
    assert "Fundet i titlen, teksten </p>" in said(schoolmate, "vulkaner lava")


def test_what_stands_late_on_a_long_page_is_shown_and_marked(cast: Cast, schoolmate: Client, tmp_path: Path) -> None:
    material = shared_file(cast, tmp_path / "fil", ["forside", f"{LONG} lava"])
    sharing.share(material, reach=Reach.SCHOOL, by=cast.owner)
    drain()
    place = the_hit(schoolmate, "lava").place
    assert (place.why, place.page) == (("attachment",), 2)
    assert str(place.snippet).endswith("ro <mark>lava</mark>")


def test_a_long_text_is_looked_through_no_further_than_it_takes() -> None:
    marker = Marker(read_question("lava aske damp", Aliases()))
    first, second = (Looked(f"{word} {LONG} damp {LONG * 5} slut", "da", marker) for word in ("lava", "ro"))
    look_further([first, second], {1}, needed=2)
    assert (first.marked.clauses, second.marked.clauses) == ({0}, set())
    look_further([second, first], {1}, needed=2)
    assert second.marked.clauses == set()
    look_further([second, first], set(), needed=2)
    assert (first.marked.clauses, second.marked.clauses, second.is_all) == ({0}, {2}, False)
