"""What an engine answers: words, phrases, filters, counts, orders. The same laws for every engine."""

from dataclasses import replace

import pytest

from search.analysis.aliases import Aliases
from search.analysis.stems import ALGORITHMS
from search.criteria import ask as asked_on_the_page
from search.engines import Asked, Base, Engine
from search.numbers import FIRST, of_collection
from search.query_language import read_question
from search.suggesting import nearest
from tests.search.engines.shelf import EVERYONE, ask, found, gone, material

#: What is typed wrong, and what stands in a text.
MEANT = {
    "aahrus": "århus",
    "århsu": "århus",
    "åalborg": "aalborg",
    "ålaborg": "aalborg",
    "oekologl": "økologi",
    "økologl": "økologi",
    "æblre": "aebler",
    "aerlgi": "ærlig",
    "aahorn": "ahorn",
    "oekser": "oksen",
    "vahorn": None,
}


def fill(engine: Engine, *materials: tuple[int, str, str]) -> None:
    assert engine.current().write([[material(*one) for one in materials]]) == {}


def test_a_word_is_found_in_title_and_text_inflected_and_in_compounds_best_first(engine: Engine) -> None:
    fill(engine, (1, "Noget andet", "Vi ser på brøkregning."), (2, "Brøker", ""), (3, "Tal", "En brøk."), (4, "X", "y"))
    assert found(engine, "brøkerne") == [2, 3, 1]


def test_a_compound_is_found_where_its_parts_stand(engine: Engine) -> None:
    fill(engine, (1, "Regning med en brøk", ""), (2, "En brøk", ""))
    assert found(engine, "brøkregning") == [1]


def test_all_of_four_words_must_be_there_and_of_more_a_share(engine: Engine) -> None:
    fill(engine, (1, "hav bølge strand fisk", ""), (2, "hav bølge strand", ""))
    assert found(engine, "hav bølge strand fisk") == [1]
    assert found(engine, "hav bølge strand fisk måge tang") == [1, 2]
    assert found(engine, "hav måge tang fyrtårn muslinger sæler") == []


def test_a_phrase_must_stand_together_and_what_is_not_wanted_must_not_stand_at_all(engine: Engine) -> None:
    fill(engine, (1, "vandets kredsløb", ""), (2, "kredsløb i vandet", ""), (3, "kredsløb", "med quiz"))
    assert found(engine, '"vandets kredsløb"') == [1]
    assert set(found(engine, "kredsløb -quiz")) == {1, 2}
    assert set(found(engine, "-quiz")) == {1, 2}
    for typed in ("“vandets kredsløb”", "»vandets kredsløb«", "„vandets kredsløb“", "«vandets kredsløb»"):
        assert found(engine, typed) == [1], typed


@pytest.mark.parametrize("unwanted", ["-grundvand", '-"grundvand"', "-grundvandet"])
def test_a_compound_that_is_not_wanted_is_the_word_and_not_its_parts_apart(engine: Engine, unwanted: str) -> None:
    said = ["Vandet siver ned i grunden", "grundvand", "i glas vand", "En grundvandsboring", "Vand og grundvandet"]
    fill(engine, *((pk, "Ark", text) for pk, text in enumerate(said, 1)))
    assert set(found(engine, f"vand {unwanted}")) == {1, 3}
    assert set(found(engine, f"ark {unwanted}")) == {1, 3}


def test_short_words_for_things_must_be_there(engine: Engine) -> None:
    fill(engine, (1, "by og land", ""), (2, "land", ""), (3, "land by the sea", ""), (4, "sea", ""))
    assert set(found(engine, "by og land")) == {1, 3}
    assert set(found(engine, "by the sea")) == {3, 4}


def test_the_exact_title_is_first(engine: Engine) -> None:
    fill(engine, (1, "Brøker brøker brøker", "brøker " * 50), (2, "Brøker", "x " * 500), (3, "Brøker i 5.", ""))
    assert found(engine, "brøker")[0] == 2


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Brøker i hverdagen", "Brøker hverdagen"),
        ("Brøker 5. klasse", "Brøker"),
        ("Brøker i 4., 5. og 6. klasse", "Brøker"),
        ("Sådan regner man med brøker i en hverdag", "Sådan regner brøker hverdag"),
        ("Eventyret om »den grimme ælling«", "Eventyret den grimme ælling"),
        ("How to draw a fraction", "Draw fraction"),
        ("Mellemtrin", "Trin"),
        ("Mellemtrinnet", "Mellemtrin"),
        ("5. klasse", "Femte"),
        ("4., 5. og 6. klasse", "5. klasse"),
        ("Grade 5", "Five"),
    ],
)
def test_the_title_that_was_typed_is_first_with_its_grades_and_words_that_say_nothing(
    engine: Engine, title: str, left: str
) -> None:
    """Before what fits better by all other measures or is newer, and before the title that is left of it."""
    facets = {"grade": ["5"]}
    long = material(1, title, "x " * 500, facets=facets)
    more = material(3, f"{title} {left}", f"{title} {left} " * 20, tags=title.split(), facets=facets)
    engine.current().write([[more, material(2, left, f"{left} " * 9, facets=facets), long]])
    typed = asked_on_the_page(title.lower(), aliases=Aliases())
    assert engine.search(Asked(EVERYONE, typed.question, typed.filters)).materials[0] == 1


def test_grades_alone_list_all_of_them_the_newest_first(engine: Engine) -> None:
    """But for a title that is just what was typed, and none where grades were chosen; counted as well."""
    grades = {1: "4", 2: "5", 3: "6", 4: "8", 5: "5"}
    rows = [material(pk, "Mellemtrin" if pk < 3 else "Ark", facets={"grade": [of]}) for pk, of in grades.items()]
    engine.current().write([rows])
    typed = asked_on_the_page("mellemtrin", aliases=Aliases())
    chosen = asked_on_the_page("", filters={"grade": ["4", "5", "6"]}, aliases=Aliases())
    for criteria, order in ((typed, [2, 1, 5, 3]), (chosen, [5, 3, 2, 1]), (typed.narrowed("grade", ["5"]), [5, 2])):
        asked = Asked(EVERYONE, criteria.question, criteria.filters)
        answer = engine.search(asked)
        assert (answer.materials, answer.total) == (order, len(order))
        assert [engine.search(replace(asked, start=at, size=1)).materials for at in range(len(order))] == [
            [pk] for pk in order
        ]
        assert answer.facets["grade"] == {"4": 1, "5": 2, "6": 1, "8": 1}
    without = asked_on_the_page("5. klasse -quiz", aliases=Aliases())
    assert engine.search(Asked(EVERYONE, without.question, without.filters)).materials == [5, 2]


def test_another_word_finds_what_it_is_called(engine: Engine) -> None:
    fill(engine, (1, "Madkundskab", ""), (2, "Natur og teknologi", ""), (3, "Natur/teknologi", ""))
    aliases = [("hjemkundskab", "madkundskab"), ("n/t", "natur/teknologi")]
    assert found(engine, "hjemkundskab", aliases=aliases) == [1]
    assert found(engine, "n/t", aliases=aliases) == [3]


def test_only_what_one_reads_is_found_counted_and_offered(engine: Engine) -> None:
    facets = {"subject": ["matematik"]}
    open_to_all = material(1, "Brøker", facets=facets)
    teams = material(2, "Brøker hemmelige", readers=("team:7",), facets={"subject": ["dansk"]})
    engine.current().write([[open_to_all, teams]])
    answer = ask(engine, "brøker")
    assert (answer.total, answer.materials, answer.facets["subject"]) == (1, [1], {"matematik": 1})
    assert engine.spellings("hem", Base(frozenset({"public"})), limit=5) == []
    assert engine.titled(["hemmelige"], Base(frozenset({"public"})), limit=5) == []
    of_the_team = Base(frozenset({"public", "team:7"}))
    assert ask(engine, "brøker", base=of_the_team).total == 2
    assert engine.spellings("hem", of_the_team, limit=5) == [("hemmelige", 1)]


def test_who_has_another_text_of_it_does_not_find_this_one(engine: Engine) -> None:
    engine.current().write([[material(1, "Gammelt", other_text=("team:7",))]])
    assert found(engine, "gammelt") == [1]
    assert found(engine, "gammelt", base=Base(frozenset({"public", "team:7"}))) == []


def test_collections_are_numbered_above_materials_and_left_out_where_materials_are_wanted(engine: Engine) -> None:
    """Their numbers sort, are held back, taken out and listed by range like others."""
    number, only = of_collection(7), replace(EVERYONE, materials_only=True)
    kinds = {1: "pdf", number: "collection"}
    engine.current().write([[material(pk, "Brøker", facets={"kind": [kind]}) for pk, kind in kinds.items()]])
    for sort in ("newest", "used"):
        assert found(engine, "brøker", sort=sort) == [number, 1]
    assert ask(engine, "brøker", base=Base(EVERYONE.readers, frozenset({number}))).materials == [1]
    answer = ask(engine, "brøker", base=only)
    assert (answer.total, answer.materials, answer.facets["kind"]) == (1, [1], {"pdf": 1})
    assert engine.current().revisions(range(FIRST, 2**62)) == {number: 1}
    engine.current().write([[gone(number, 2)]])
    assert found(engine, "brøker") == [1]


def test_nobody_without_keys_finds_anything_and_what_is_held_back_is_not_there(engine: Engine) -> None:
    fill(engine, (1, "Brøker", ""), (2, "Brøker", ""))
    assert found(engine, "brøker", base=Base(frozenset())) == []
    assert ask(engine, "brøker", base=Base(frozenset({"public"}), frozenset({1}))).total == 1


def test_facets_are_counted_under_the_choices_of_the_others(engine: Engine) -> None:
    rows = [("matematik", "5"), ("matematik", "6"), ("dansk", "5")]
    engine.current().write(
        [[material(n, "Ark", facets={"subject": [s], "grade": [g]}) for n, (s, g) in enumerate(rows, 1)]]
    )
    answer = ask(engine, "ark", filters={"subject": ("matematik",), "grade": ("5",)})
    assert answer.materials == [1]
    assert answer.facets["subject"] == {"matematik": 1, "dansk": 1}
    assert answer.facets["grade"] == {"5": 1, "6": 1}
    assert ask(engine, "ark", filters={"subject": ("matematik", "dansk")}).total == 3
    assert ask(engine, "ark", filters={"subject": ("findes ikke",)}).total == 0


def test_a_list_is_sorted_by_date_and_pages_do_not_overlap(engine: Engine) -> None:
    engine.current().write([[material(n, "Ark", shared=n % 7) for n in range(1, 46)]])
    for sort in ("newest", "relevance"):
        pages = [found(engine, "ark", sort=sort, start=start) for start in (0, 20, 40, 60)]
        assert sorted(pk for page in pages for pk in page) == list(range(1, 46)), sort
    assert found(engine, "ark", sort="newest")[:2] == [41, 34]
    assert found(engine, "", sort="relevance") == found(engine, "", sort="newest")


@pytest.mark.parametrize("sort", ["relevance", "newest", "used"])
def test_beyond_the_last_that_can_be_leafed_through_there_is_nothing(
    engine: Engine, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("search.engines", "search.engines.embedded.leafing"):
        monkeypatch.setattr(f"{module}.LAST", 40)
    engine.current().write([[material(n, "Ark") for n in range(1, 61)]])
    pages = [ask(engine, "ark", sort=sort, start=start) for start in (0, 20, 30, 40, 60, 80)]
    assert [len(page.materials) for page in pages] == [20, 20, 10, 0, 0, 0]
    assert {page.total for page in pages} == {60}


def test_more_of_a_grade_than_can_be_leafed_through_begin_with_the_newest(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("search.engines", "search.engines.embedded.leafing"):
        monkeypatch.setattr(f"{module}.LAST", 40)
    rows = [material(pk, "Ark" if pk > 1 else "5. klasse", facets={"grade": ["5"]}) for pk in range(1, 61)]
    engine.current().write([rows])
    typed = asked_on_the_page("5. klasse", aliases=Aliases())
    pages = [engine.search(Asked(EVERYONE, typed.question, typed.filters, start=start)) for start in (0, 20, 40)]
    assert [page.materials for page in pages] == [[1, *range(60, 41, -1)], [*range(41, 21, -1)], []]
    assert {page.total for page in pages} == {60}


@pytest.mark.parametrize("equals", [30, 250])
@pytest.mark.parametrize("typed", ["ark", "-quiz"])
def test_of_equals_the_newest_is_first_and_what_is_written_meanwhile_moves_none(
    engine: Engine, equals: int, typed: str
) -> None:
    rows = {pk: material(pk, "Ark", shared=pk % 7) for pk in range(1, equals + 1)}
    engine.current().write([list(rows.values())])
    newest = sorted(rows, key=lambda pk: (pk % 7, pk), reverse=True)
    for start in range(0, equals + 20, 20):
        assert found(engine, typed, start=start) == newest[start : start + 20]
        engine.current().write([[replace(rows[newest[start % equals]], revision=start + 2)]])


def test_a_list_is_sorted_by_use_and_of_equals_by_their_number(engine: Engine) -> None:
    times = {1: 0, 2: 7, 3: 7, 4: 2_000_000_000, 5: 1}
    engine.current().write([[material(pk, "Ark", used=used, shared=9 - pk) for pk, used in times.items()]])
    assert found(engine, "ark", sort="used") == found(engine, "", sort="used") == [4, 3, 2, 5, 1]
    assert [found(engine, "ark", sort="used", start=start, size=2) for start in (0, 2, 4)] == [[4, 3], [2, 5], [1]]
    engine.current().write([[material(1, "Ark", used=8, revision=2)]])
    assert found(engine, "ark", sort="used") == [4, 1, 3, 2, 5]


def test_the_best_page_of_a_file_is_told(engine: Engine) -> None:
    engine.current().write([[material(1, "Ark", pages=["Forside", "Om brøker og tal", "Brøkregning", "Slut"])]])
    assert engine.passages([10, 99], read_question("brøker tal", Aliases())) == {10: 2}
    assert engine.passages([10], read_question("findesikke", Aliases())) == {}


@pytest.mark.parametrize("typed", ['"vandets kredsløb"', "n/t", "n/t damp"])
def test_a_page_is_found_by_a_phrase_and_by_another_word_of_several_words(engine: Engine, typed: str) -> None:
    pages = ["natur, og om teknologi", "vandets kredsløb i natur/teknologi: damp"]
    engine.current().write([[material(1, "Ark", pages=pages)]])
    question = read_question(typed, Aliases.of([("n/t", "natur/teknologi")]))
    assert engine.passages([10], question) == {10: 2}
    assert engine.search(Asked(EVERYONE, question)).materials == [1]


def test_each_word_that_is_offered_finds_by_itself_all_that_have_it(engine: Engine) -> None:
    """In texts of every language, also of one without rules: who is told a word need not ask whether it is there."""
    said = "Ærøs cafés på straße, naïve børns gulerødder: 1.000 oehler, skolegårdene og l'été"
    languages = [*ALGORITHMS, "fr"]
    texts = [material(pk, "Ark", said, language=language) for pk, language in enumerate(languages, 1)]
    engine.current().write([texts])
    offered = engine.spellings("", EVERYONE, limit=100)
    assert {"ærøs", "cafés", "straße", "naïve", "børns", "gulerødder", "000"} <= {word for word, _ in offered}
    for word, number in offered:
        assert len(found(engine, word)) == number == len(languages), word


def test_titles_and_words_are_offered_while_typing(engine: Engine) -> None:
    fill(engine, (1, "Vandets kredsløb", "vand vandmølle"), (2, "Vikinger", "vand"))
    base = Base(frozenset({"public"}))
    assert engine.spellings("van", base, limit=5)[0] == ("vand", 2)
    assert engine.titled(["vandets", "kre"], base, limit=5) == [1]
    assert engine.titled(["kre", "vandets"], base, limit=5) == []


@pytest.mark.parametrize(("typed", "meant"), [*MEANT.items()])
def test_what_was_meant_is_known_however_its_first_letter_is_written(
    engine: Engine, typed: str, meant: str | None
) -> None:
    fill(engine, (1, "Århus", "økologi ahorn oksen ærlig"), (2, "Aalborg", "aebler"))
    assert nearest([typed], EVERYONE, engine) == {typed: meant}


def test_several_questions_are_answered_each_as_by_itself_and_in_their_order(engine: Engine) -> None:
    engine.current().write([[material(n, "Ark", f"side {n}", facets={"grade": [str(n % 3)]}) for n in range(1, 9)]])
    every = Asked(EVERYONE, read_question("ark", Aliases()))
    asked = [
        replace(every, base=Base(frozenset())),
        every,
        replace(every, size=1, with_facets=False),
        replace(every, sort="newest", start=3, size=2),
        replace(every, filters={"grade": ("1",)}),
        every,
    ]
    answers = engine.search_each(asked)
    assert answers == [engine.search(one) for one in asked]
    assert [answer.total for answer in answers] == [0, 8, 8, 8, 3, 8]
    assert engine.search_each([]) == []


def test_words_that_begin_in_several_ways_are_told_for_each_in_their_order(engine: Engine) -> None:
    fill(engine, (1, "Vandets kredsløb", "vand vandmølle"), (2, "Vikinger", "vand"))
    found = engine.spellings_each(["van", "q", "kre", "van"], EVERYONE, limit=5)
    assert found == [engine.spellings(begun, EVERYONE, limit=5) for begun in ("van", "q", "kre", "van")]
    assert (found[0][0], found[1], found[2]) == (("vand", 2), [], [("kredsløb", 1)])
    assert engine.spellings_each([], EVERYONE, limit=5) == []


def test_what_is_older_is_not_written_and_what_is_gone_is_not_found(engine: Engine) -> None:
    generation = engine.current()
    generation.write([[material(1, "Nyt", revision=5)]])
    generation.write([[material(1, "Gammelt", revision=4)]])
    assert found(engine, "nyt") == [1]
    assert found(engine, "gammelt") == []
    assert generation.revisions(range(10)) == {1: 5}
    generation.write([[gone(1, 6)]])
    assert found(engine, "nyt") == []
    assert generation.revisions(range(10)) == {}


def test_the_same_again_changes_nothing(engine: Engine) -> None:
    for _ in range(3):
        engine.current().write([[material(1, "Brøker", pages=["brøker"])]])
    assert ask(engine, "brøker").total == 1


def test_a_new_generation_answers_once_it_is_promoted(engine: Engine) -> None:
    fill(engine, (1, "Gammelt", ""))
    fresh = engine.begin()
    fresh.write([[material(2, "Nyt")]])
    assert found(engine) == [1]
    engine.promote(fresh)
    assert found(engine) == [2]
    assert engine.holds(fresh.name)
    assert not engine.holds("another")


@pytest.mark.parametrize(
    "typed", ["team:7", "readers:public", "_exists_:title", "*", "/.*/", "title:*", "1 OR 1", "[* TO *]"]
)
def test_no_syntax_of_an_engine_is_understood(engine: Engine, typed: str) -> None:
    """Signs alone ask for nothing, and list what one reads."""
    engine.current().write([[material(1, "Hemmeligt", readers=("team:7",)), material(2, "Åbent")]])
    assert found(engine, typed) == ([2] if typed in {"*", "/.*/"} else [])
