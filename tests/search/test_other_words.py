"""Other words at the desk: who adds, edits and removes one changes the very next search, and nobody else can."""

import pytest
from django.http import HttpResponse
from django.test import Client

from materials.vocabulary import Reach
from search.analysis.chain import canonical_words
from search.criteria import ask
from search.desk.aliases import AliasForm
from search.engines import Engine
from search.finding import find
from search.indexing import drain
from search.models.alias import Alias
from search.models.wanted import Wanted
from teams.models.audit import AuditEntry
from tests import factories
from tests.conftest import Cast
from tests.search.wanted.conftest import browser

PAGE = "/admin/words/"
REFUSED = [
    ({"words": "???", "means": "brøkdyst"}, "Skriv mindst ét ord."),
    ({"words": "duel", "means": "!"}, "Skriv mindst ét ord."),
    ({"words": "duel", "means": ""}, "Dette felt er påkrævet."),
    ({"words": "Duel", "means": "duel"}, "Det er det samme ord."),
    ({"words": "broek", "means": "brøk"}, "Det er det samme ord."),
    ({"words": "mat", "means": "matematik"}, "Det står allerede på listen."),
    ({"words": "duel 5. klasse", "means": "brøkdyst"}, "Udelad “5. klasse”: klassetrin findes af sig selv."),
    ({"words": "duel", "means": "brøkdyst i femte klasse"}, "Udelad “femte klasse”: klassetrin findes af sig selv."),
    ({"words": "duel “5. klasse”", "means": "brøkdyst"}, "Udelad “5. klasse”: klassetrin findes af sig selv."),
    ({"words": "duel -5. kl", "means": "brøkdyst"}, "Udelad “5. kl”: klassetrin findes af sig selv."),
    ({"words": "mellemtrinnet", "means": "4. og 5. kl"}, "Udelad “mellemtrinnet”: klassetrin findes af sig selv."),
    ({"words": "d" * 81, "means": "brøkdyst"}, "må højst have 80 tegn (den har 81)"),
]


@pytest.fixture
def editor(cast: Cast) -> Client:
    """In a municipality with two materials that everyone sees."""
    for title in ("Brøkdyst", "Vulkaner"):
        factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title=title)
    drain()
    return browser(cast.editor)


#: What is looked for on the list, as people write it.
TYPED = ("BRØKDYST", "Brøk", "vulkan")


@pytest.fixture
def alias(cast: Cast) -> Alias:
    return Alias.objects.create(words="duel", means="brøkdyst")


def found(typed: str) -> set[str]:
    """Titles on the result page of who only visits."""
    content = Client().get("/search/", {"q": typed}).content.decode().split('id="nearly"')[0]
    return {
        title for title in ("Brøkdyst", "Vulkaner") if f">{title}<" in content or f"<mark>{title}</mark>" in content
    }


def done(response: HttpResponse) -> None:
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)


def test_what_an_editor_adds_edits_and_removes_counts_for_the_very_next_search(editor: Client) -> None:
    assert found("duel") == set()
    done(editor.post(f"{PAGE}add/", {"words": "duel", "means": "brøkdyst"}))
    assert found("duel") == {"Brøkdyst"}
    one = f"{PAGE}{Alias.objects.get(words='duel').pk}/"
    done(editor.post(one, {"words": "duel", "means": "vulkaner"}))
    assert found("duel") == {"Vulkaner"}
    done(editor.post(one, {"words": "lava", "means": "vulkaner"}))
    assert (found("duel"), found("lava")) == (set(), {"Vulkaner"})
    done(editor.post(f"{one}remove/"))
    assert found("lava") == set()
    assert editor.get(one).status_code == 404


def test_the_form_of_one_is_reached_from_the_list_filled_in_and_leads_back(editor: Client, alias: Alias) -> None:
    one = f"{PAGE}{alias.pk}/"
    assert f'href="{one}"' in editor.get(PAGE, {"q": "duel"}).content.decode()
    content = editor.get(one).content.decode()
    for name, value in (("words", "duel"), ("means", "brøkdyst")):
        assert f'name="{name}" value="{value}"' in content
        assert f'<label for="id_{name}">' in content
    assert f'href="{PAGE}"' in content


def test_the_list_is_looked_through_in_big_letters_and_small(editor: Client, alias: Alias) -> None:
    found_there = {
        typed: f'href="{PAGE}{alias.pk}/"' in editor.get(PAGE, {"q": typed}).content.decode() for typed in TYPED
    }
    assert found_there == {"BRØKDYST": True, "Brøk": True, "vulkan": False}


@pytest.mark.parametrize(("typed", "said"), REFUSED)
@pytest.mark.parametrize("what", ["add", "edit"])
def test_what_nobody_could_search_by_is_refused_with_the_reason(
    editor: Client, alias: Alias, what: str, typed: dict[str, str], said: str
) -> None:
    before = list(Alias.objects.values_list("words", "means"))
    response = editor.post(f"{PAGE}add/" if what == "add" else f"{PAGE}{alias.pk}/", typed)
    content = response.content.decode()
    assert (response.status_code, 'role="alert"' in content) == (200, True)
    assert said in content
    assert f'value="{typed["words"]}"' in content
    assert list(Alias.objects.values_list("words", "means")) == before
    assert not AuditEntry.objects.filter(action__startswith="alias.").exists()


def test_an_edit_that_changes_nothing_is_taken(editor: Client, alias: Alias) -> None:
    done(editor.post(f"{PAGE}{alias.pk}/", {"words": "duel", "means": "brøkdyst"}))
    assert Alias.objects.get(words="duel").means == "brøkdyst"


def test_each_of_the_three_is_written_down(editor: Client, cast: Cast) -> None:
    editor.post(f"{PAGE}add/", {"words": "duel", "means": "brøkdyst"})
    pk = Alias.objects.get(words="duel").pk
    editor.post(f"{PAGE}{pk}/", {"words": "lava", "means": "vulkaner"})
    editor.post(f"{PAGE}{pk}/remove/")
    rows = AuditEntry.objects.filter(target_type="search.alias", target_id=str(pk)).order_by("pk")
    assert [row.action for row in rows] == ["alias.add", "alias.edit", "alias.remove"]
    assert {row.by for row in rows} == {cast.editor}


def test_what_was_looked_for_in_vain_is_put_away_by_an_edit_too(editor: Client, cast: Cast, alias: Alias) -> None:
    for person in (cast.owner, cast.stranger):
        browser(person).get("/search/", {"q": "lava"})
    assert not Wanted.objects.get().dismissed
    editor.post(f"{PAGE}{alias.pk}/", {"words": "Lava", "means": "vulkaner"})
    assert Wanted.objects.get().dismissed


@pytest.mark.parametrize("who", ["owner", "lead", "schoolmate", "stranger", "ex_member", "visitor"])
def test_nobody_but_the_office_adds_edits_or_removes(cast: Cast, alias: Alias, who: str) -> None:
    before = list(Alias.objects.values_list("words", "means"))
    client = browser(getattr(cast, who))
    for address in ("add/", f"{alias.pk}/", f"{alias.pk}/remove/"):
        response = client.post(PAGE + address, {"words": "lava", "means": "vulkaner"})
        assert response.status_code == (302 if who == "visitor" else 404)
        assert response.headers.get("Location", "/sign-in/").startswith("/sign-in/")
    assert list(Alias.objects.values_list("words", "means")) == before


def test_every_other_word_that_comes_with_the_house_is_read_as_what_it_is_called(db: None) -> None:
    known = list(Alias.objects.all())
    assert len(known) > 25
    for alias in known:
        assert AliasForm({"words": alias.words, "means": alias.means}, instance=alias).is_valid(), alias
        criteria = ask(alias.words)
        assert not criteria.phrases, alias
        for clause in criteria.question.wanted:
            ways = {" ".join(word.text for word in way) for way in clause.ways}
            assert {canonical_words(clause.said), canonical_words(alias.means)} <= ways, alias


def test_another_word_of_several_takes_no_answers_away(cast: Cast, installed: Engine) -> None:
    rows = {"Prøve": "den lille tabel", "Tabeller": "Her er den, og den er lille", "Tivenner": "", "Lille": "den"}
    for title, summary in rows.items():
        factories.material(cast.team, cast.owner, title=title, summary=summary)
    drain()
    assert titles("den lille tabel", cast) == {"Prøve", "Tabeller"}
    Alias.objects.create(words="den lille tabel", means="tivenner")
    assert titles("den lille tabel", cast) == {"Prøve", "Tabeller", "Tivenner"}
    assert titles("den lille tabel her", cast) == {"Tabeller"}


def test_another_word_is_one_in_each_of_its_forms(cast: Cast) -> None:
    Alias.objects.create(words="høje spring", means="højdespring")
    called = {
        "powerpoints": "praesentation",
        "gymnastikken": "idraet",
        "Religionens": "kristendomskundskab",
        "kemien": "fysik kemi",
        "høje springene": "hoejdespring",
    }
    for typed, means in called.items():
        for clause in ask(typed).question.wanted:
            assert means in {" ".join(word.text for word in way) for way in clause.ways}
    for typed in ("matte", "slid", "kem"):
        (clause,) = ask(typed).question.wanted
        assert len(clause.ways) == 1


def test_what_is_not_wanted_is_not_wanted_under_another_name(cast: Cast, installed: Engine) -> None:
    for title in ("Gær i madkundskab", "Gær i hjemkundskaben", "Gær"):
        factories.material(cast.team, cast.owner, title=title)
    drain()
    assert titles("gær -hjemkundskab", cast) == {"Gær"}
    assert titles('gær -"hjemkundskab"', cast) == {"Gær", "Gær i madkundskab"}


def titles(typed: str, cast: Cast) -> set[str]:
    return {hit.material.title for hit in find(ask(typed), user=cast.owner).hits}
