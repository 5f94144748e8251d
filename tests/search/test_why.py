"""A hit says where the words stand, marks them as they are written, and makes no markup of what a teacher wrote."""

from django.test import Client
from django.utils.html import escape

from materials.vocabulary import Reach
from search.finding import Hit
from search.indexing import drain
from tests import factories
from tests.conftest import Cast

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
