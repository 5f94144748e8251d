"""Compounds are found by their parts, and words that only look like compounds are not."""

from pathlib import Path
from typing import NamedTuple

import pytest

from search.analysis.chain import indexed_word
from search.analysis.compounds import lexicon, parts_of
from search.analysis.letters import canonical
from search.analysis.lexicon import build
from search.query_language import read_word


class Pair(NamedTuple):
    """What is typed, a compound or what only looks like one, and what it is typed by.

    `known`: a part, where the lexicon has all; `unknown`: the part that it has, where it lacks the other; `by unknown`:
    the other. These two name what is missing. `not`: no part.
    """

    typed: str
    written: str
    kind: str
    missing: str = ""


PAIRS = [Pair(*line.split("\t")) for line in Path(__file__).with_name("compounds.tsv").read_text("utf-8").splitlines()]
#: Shares of the list that must be found, and the share of wrong pairs that may be.
KNOWN, UNKNOWN, FALSE = 0.95, 0.80, 0.01


def finds(typed: str, written: str) -> bool:
    word = indexed_word(written, "da")
    return not {word.stem, *word.parts}.isdisjoint(read_word(typed).stems)


def share(kind: str) -> float:
    pairs = [pair for pair in PAIRS if pair.kind == kind]
    return sum(finds(pair.typed, pair.written) for pair in pairs) / len(pairs)


def test_the_list_is_long_and_half_of_it_is_wrong_pairs() -> None:
    assert len(PAIRS) >= 300
    assert sum(pair.kind == "not" for pair in PAIRS) * 2 >= len(PAIRS)
    assert len({(pair.typed, pair.written) for pair in PAIRS}) == len(PAIRS)


def test_of_what_is_called_unknown_the_lexicon_has_one_part_and_neither_the_other_nor_the_whole() -> None:
    words, compounds = lexicon(), [pair for pair in PAIRS if pair.missing]
    known = {*words.words.keys(), *words.more, *words.short}
    assert sum(pair.kind == "unknown" for pair in compounds) >= 50
    assert {pair.typed == pair.missing for pair in compounds if pair.kind == "by unknown"} == {True}
    for pair in compounds:
        missing, whole = canonical(pair.missing), canonical(pair.written)
        assert known.isdisjoint({missing, whole}), pair
        assert words.last_part(whole.removeprefix(missing)), pair


@pytest.mark.parametrize(("kind", "least"), [("known", KNOWN), ("unknown", UNKNOWN), ("by unknown", UNKNOWN)])
def test_compounds_are_found_by_their_parts(kind: str, least: float) -> None:
    assert share(kind) >= least


def test_words_that_only_look_like_compounds_are_not_found_by_what_looks_like_a_part() -> None:
    assert share("not") <= FALSE


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("broekregning", ("broek", "regning")),
        ("skolegaardsleg", ("skolegaard", "skole", "gaard", "leg")),
        ("verdenskrig", ("verden", "krig")),
        ("billede", ()),
        ("broekerne", ()),
        ("skolegaardene", ("skole", "gaard")),
        ("forslagene", ()),
        ("vandstanden", ()),
        ("frankrigs", ()),
        ("pingvinerne", ()),
        ("sandsynlighedsregning", ("sandsynlighed", "regning")),
        ("sortering", ()),
        ("affaldssortering", ("affald", "sortering")),
        ("oerering", ("oere", "ring")),
        ("sydamerika", ("syd", "amerika")),
        ("broek", ()),
        ("x" * 5_000, ()),
        ("ab12cd34ef", ()),
    ],
)
def test_a_word_comes_apart_like_this(word: str, parts: tuple[str, ...]) -> None:
    assert parts_of(word) == parts


def test_the_lexicon_is_what_its_source_makes() -> None:
    assert set(lexicon().words.keys()) == build.danish_words()
