"""The words of a question are marked wherever they stand, whatever was read before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import vocabulary
from search.analysis.aliases import Aliases
from search.analysis.chain import indexed_word
from search.analysis.tokens import words
from search.marking_words import Marker
from search.query_language import read_question
from search.vocabulary import Vocabulary, stems_of

TEXTS = st.lists(
    st.sampled_from(["brøk", "Brøker,", "(brøkregning)", "n/t", "bro", "og", "1/2", "«brøk»", "x_brøk", "é"])
)


def marked(text: str, typed: str = "brøk") -> list[str]:
    found = Marker(read_question(typed, Aliases())).read(text, "da")
    return [found.text[one.start : one.end] for one in found.found]


@given(TEXTS.map(" ".join))
def test_each_word_that_has_a_stem_of_the_question_is_marked_and_no_other(text: str) -> None:
    assert [word.lower() for word in marked(text)] == [word for word in words(text) if "broek" in stems_of(word, "da")]


def test_clauses_are_told_apart() -> None:
    found = Marker(read_question("brøk vand", Aliases())).read("Vandet og brøken, brøkvand.", "da")
    assert [one.clauses for one in found.found] == [{1}, {0}, {0, 1}]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zenits bane", ["Zenits", "bane"]),
        ("Banen er zenits. Banegården, zenits!", []),
        ("Bane, zenits: bane - og zenits lange bane", ["zenits", "bane"]),
        ("zenits\n(Banen), zenits bane", ["zenits", "Banen", "zenits", "bane"]),
        ("zenits zenits bane bane", ["zenits", "bane"]),
        ("zenits", []),
        ("", []),
    ],
)
def test_a_phrase_is_marked_where_its_words_stand_together_in_their_order(text: str, words: list[str]) -> None:
    assert marked(text, '"zenits bane"') == words


def test_a_phrase_may_say_a_word_twice() -> None:
    assert marked("tik tak tik tak tik, tak", '"tik tak tik"') == ["tik", "tak", "tik", "tak", "tik"]


def test_words_by_themselves_and_those_of_phrases_are_told_apart() -> None:
    aliases = Aliases.of([("n/t", "natur/teknologi")])
    marker = Marker(read_question('n/t "natur og teknologi" natur', aliases))
    found = marker.read("Naturen, natur/teknologi; n/t. Teknologi og natur og teknologi, n og t", "da")
    numbers = {clause.said: number for number, clause in enumerate(marker.question.wanted)}
    phrase, alias, word = (numbers[said] for said in ("natur og teknologi", "n t", "natur"))
    assert [(found.text[one.start : one.end], set(one.clauses)) for one in found.found] == [
        ("Naturen", {word}),
        ("natur", {word, alias}),
        ("teknologi", {alias}),
        ("n", {alias}),
        ("t", {alias}),
        ("natur", {word, phrase}),
        ("og", {phrase}),
        ("teknologi", {phrase}),
    ]
    assert marker.missing(marker.read("Naturen og teknologien", "da").clauses) == ("n t",)


def test_two_clauses_may_want_the_same_phrase() -> None:
    aliases = Aliases.of([("n/t", "natur/teknologi")])
    found = Marker(read_question('"natur teknologi" n/t', aliases)).read("natur/teknologi", "da")
    assert [one.clauses for one in found.found] == [{0, 1}, {0, 1}]


@given(TEXTS.map(" ".join), st.sampled_from(["brøk bro", "brøk brøk", "n t", "1 2", "bro og"]))
def test_a_phrase_is_found_where_the_engines_find_it(text: str, phrase: str) -> None:
    stems = [indexed_word(word, "da").stem for word in words(text)]
    wanted = [indexed_word(word, "da").stem for word in phrase.split()]
    is_there = any(stems[at : at + 2] == wanted for at in range(len(stems)))
    assert bool(marked(text, f'"{phrase}"')) == is_there


def test_what_was_not_read_before_is_learned_once() -> None:
    known = Vocabulary("da")
    known.learn({"brøker,", "vand"})
    known.learn({"vand"})
    assert len(known) == 2
    assert known.found_by(["broek"]) == {"brøker,"}
    assert known.found_by(["nothing"]) == set()


def test_a_word_that_somebody_else_s_question_has_taught_meanwhile_is_marked() -> None:
    mine, other = (Marker(read_question("kanelbrøk", Aliases())) for _ in range(2))
    for marker in (mine, other, mine):
        marker.read("noget andet", "da")
    other.read("kanelbrøker!", "da")
    assert mine.read("kanelbrøker!", "da").found


def test_a_language_of_which_too_much_is_known_is_begun_anew_and_marks_go_on() -> None:
    before = vocabulary.vocabulary("da")
    before.learn({f"{number}" for number in range(vocabulary.MOST + 1)})
    assert marked("En brøk.") == ["brøk"]
    assert vocabulary.vocabulary("da") is not before
