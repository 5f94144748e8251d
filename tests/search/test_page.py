"""The result page: what it says, and that nothing typed breaks it or gets out of it."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from materials.vocabulary import Reach
from search.criteria import ask
from search.engines.choosing import engine
from search.finding import find
from search.indexing import drain
from search.models import Alias
from search.typing_ahead import offer
from teams.models.team import Team
from tests import factories
from tests.conftest import Cast
from tests.search.noise import LONGEST, PIECES, SIGNS, noise

HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{ 7*7 }} &amp;'

#: The first word of each is another word for one in a title; nothing has both of the first.
ASKED = ("duel kredsløb", "duel akr")


@pytest.fixture
def reader(cast: Cast) -> Client:
    """A colleague of the school, where three materials are shared."""
    for title, grade in [("Brøker i hverdagen", 5), ("Brøkdyst", 6), ("Vandets kredsløb", 5)]:
        factories.material(
            cast.team,
            cast.owner,
            reach=Reach.SCHOOL,
            title=title,
            grades=[grade],
            summary=f"Om {HOSTILE}",
            tags=["ark"],
        )
    drain()
    client = Client()
    client.force_login(cast.schoolmate, backend="teams.backends.LocalBackend")
    return client


def page(reader: Client, **query: object) -> str:
    return reader.get("/search/", query).content.decode()


def test_grades_that_are_typed_become_a_chip_that_can_be_taken_away(reader: Client) -> None:
    content = page(reader, q="brøker 5. kl")
    assert "Brøker i hverdagen" in content
    assert "Brøkdyst" not in content
    assert 'class="chip" href="?q=br%C3%B8ker"' in content
    assert "0 materialer" in page(reader, q="brøker 5. kl", words="1")


def test_what_has_only_some_of_the_words_is_shown_below_and_not_counted(reader: Client) -> None:
    whole, nearly = page(reader, q="brøker findesikke").split('id="nearly"')
    assert "0 materialer" in whole
    assert "Brøker i hverdagen" not in whole
    assert "Brøker i hverdagen" in nearly
    assert "uden findesikke" in nearly
    assert 'id="nearly"' not in page(reader, q="findesikke")


def test_the_words_instead_of_grades_keep_the_choices_and_the_order(reader: Client) -> None:
    content = page(reader, q="ark 4. og 5. kl mellemtrin", grade="8", language="da", sort="newest")
    assert "Vi læste “4. og 5. kl, mellemtrin” som klassetrin." in content
    address = "?q=ark+4.+og+5.+kl+mellemtrin&amp;grade=8&amp;language=da&amp;sort=newest&amp;words=1"
    assert f'<a href="{address}">Søg efter ordene i stedet</a>' in content
    context = reader.get(f"/search/{address.replace('&amp;', '&')}").context
    assert context["criteria"].filters == {"grade": ("8",), "language": ("da",)}


def test_a_choice_narrows_and_its_neighbors_keep_their_counts(reader: Client) -> None:
    response = reader.get("/search/", {"q": "ark", "grade": "5"})
    (grades,) = [facet for facet in response.context["facets"] if facet.name == "grade"]
    assert [(value.value, value.count, value.chosen) for value in grades.values] == [("5", 2, True), ("6", 1, False)]


def test_a_typing_error_gets_the_right_word_and_nothing_gets_help(reader: Client) -> None:
    assert "?q=kredsl%C3%B8b" in page(reader, q="kresdløb")
    nothing = page(reader, q="brøker", grade="9")
    assert "0 materialer" in nothing
    help_ = '<a href="?q=br%C3%B8ker">Uden 9. klasse</a> <span class="muted">2 fundet</span>'
    assert f'Her er der noget:</p> <ul class="plain ways"> <li>{help_}</li>' in " ".join(nothing.split())


def test_an_edited_other_word_counts_for_the_next_search(reader: Client) -> None:
    assert "Brøkdyst" not in page(reader, q="duel")
    alias = Alias.objects.create(words="duel", means="brøkdyst")
    assert "Brøkdyst" in page(reader, q="duel")
    alias.delete()
    assert "Brøkdyst" not in page(reader, q="duel")


def test_another_word_for_it_is_no_typing_error_and_stays_in_what_was_meant(reader: Client) -> None:
    Alias.objects.create(words="duel", means="brøkdyst")
    meant = {words: reader.get("/search/", {"q": words}).context["results"].suggestion for words in ASKED}
    assert meant == {"duel kredsløb": "", "duel akr": "duel ark"}


def test_nothing_typed_or_written_becomes_markup(reader: Client) -> None:
    for query in ({"q": HOSTILE}, {"q": "brøker", "subject": HOSTILE}, {"q": "brøker"}):
        content = page(reader, **query)
        assert "<script>alert" not in content
        assert "<img src=x" not in content


def test_similar_materials_and_words_are_offered(reader: Client, cast: Cast) -> None:
    similar = reader.get(f"/search/similar/{find(ask('brøkdyst'), user=cast.owner).hits[0].material.pk}/")
    assert "Brøker i hverdagen" in similar.content.decode()
    assert "brøkdyst" in reader.get("/search/offer/", {"q": "brøkd"}).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Brøker -quiz kredsl", ["Brøker -quiz kredsløb"]),
        ("5.-6. klasse brøkd", ["5.-6. klasse brøkdyst"]),
        ('"vandets kredsl', ['"vandets kredsløb']),
        ('"vandets kredsl"', ['"vandets kredsløb"']),
        ("“vandets kredsl”", ['"vandets kredsløb"']),
        ("brøkdyst -kreds", []),
        ('brøkdyst -"vandets kreds"', []),
        ("brøkdyst -", []),
        ("-kreds !", []),
    ],
)
def test_what_was_typed_before_the_last_word_stays_as_it_was(
    reader: Client, cast: Cast, typed: str, words: list[str]
) -> None:
    assert offer(typed, user=cast.schoolmate).words == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("aarh", ["århus"]),
        ("Årh", ["århus"]),
        ("i Oekol", ["i økologi"]),
        ("aalb", ["aalborg"]),
        ("Ålb", ["aalborg"]),
        ("poes", ["poesi"]),
        ("ahor", ["ahorn"]),
        ("skolegaards", ["skolegårdsøvelser"]),
        ("skolegårdsoe", ["skolegårdsøvelser"]),
        ("ökol", ["økologi"]),
        ("ær", ["ærø"]),
        ("aer", ["aeroe"]),
    ],
)
def test_words_are_offered_however_their_letters_are_written(cast: Cast, typed: str, words: list[str]) -> None:
    for said in ("Økologi i Århus og Aalborg: poesi, ahorn, skolegårdsøvelser", "Ærø, Århus", "Aeroe, Aarhus"):
        factories.material(cast.team, cast.owner, title="Ark", summary=said)
    drain()
    assert offer(typed, user=cast.owner).words == words


def test_titles_are_offered_by_the_words_that_are_wanted(reader: Client, cast: Cast) -> None:
    for typed, titles in {
        "vandets kreds": ["Vandets kredsløb"],
        "-quiz vand": ["Vandets kredsløb"],
        "-vand": [],
    }.items():
        assert [text.title for text in offer(typed, user=cast.schoolmate).titles] == titles, typed


@pytest.mark.parametrize("inputs", [200, pytest.param(10_000, marks=pytest.mark.soak)])
def test_whatever_is_typed_is_answered(cast: Cast, reader: Client, inputs: int) -> None:
    """By the engine, and the longest and every tenth of the others by the page too."""
    asked, longest = set[str](), 0
    for number, typed in enumerate(noise(inputs)):
        assert find(ask(typed), user=cast.schoolmate).engine == engine().name, typed[:200]
        if number % 10 == 0 or len(typed) == LONGEST:
            response = reader.get("/search/", {"q": typed})
            assert (response.status_code, response.context["results"].engine) == (200, engine().name), typed[:200]
        asked.update(typed)
        longest += len(typed.encode()) >= LONGEST
    assert (number + 1, asked >= {*"".join(PIECES), *SIGNS}, longest >= 4) == (inputs, True, True)


def test_the_command_says_what_the_page_says(reader: Client, capsys: pytest.CaptureFixture[str], cast: Cast) -> None:
    call_command("find", "brøker", "--as", cast.schoolmate.subject, "--filter", "grade=5", "--json")
    out = capsys.readouterr().out
    assert '"total": 1' in out
    assert f'"engine": "{engine().name}"' in out
    assert "score" not in out
    with pytest.raises(CommandError, match="is no filter"):
        call_command("find", "brøker", "--as", cast.schoolmate.subject, "--filter", "farve=grøn")


def test_a_text_is_analyzed_aloud(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("search_analyze", "hjemkundskab 5. kl brøkregning", "--json")
    out = capsys.readouterr().out
    assert '"grades": [5]' in out
    assert '"hjemkundskab": ["madkundskab"]' in out
    with pytest.raises(CommandError, match="no rules"):
        call_command("search_analyze", "x", "--language", "xx")


def test_a_team_that_is_written_into_the_address_is_named_to_who_may_know_of_it(cast: Cast, reader: Client) -> None:
    Team.objects.filter(pk=cast.team.pk).update(name="Hemmeligt udvalg")
    other = Client()
    other.force_login(cast.stranger, backend="teams.backends.LocalBackend")
    for address in (f"/search/?team={cast.team.slug}", f"/search/?q=vejrtrækning&team={cast.team.slug}"):
        assert "Hemmeligt udvalg" in reader.get(address).content.decode()
        for nobody in (other, Client()):
            assert "Hemmeligt udvalg" not in nobody.get(address).content.decode()
    factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    drain()
    assert "Hemmeligt udvalg" in other.get(f"/search/?team={cast.team.slug}").content.decode()
