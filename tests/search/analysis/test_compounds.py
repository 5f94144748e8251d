"""Compounds are found by their parts, and words that only look like compounds are not."""

from pathlib import Path

import pytest

from search.analysis.chain import indexed_word
from search.analysis.compounds import lexicon, parts_of
from search.analysis.lexicon import build
from search.query_language import read_word

PAIRS = [line.split("\t") for line in Path(__file__).with_name("compounds.tsv").read_text("utf-8").splitlines()]
#: Shares of the list that must be found, and the share of wrong pairs that may be.
KNOWN, UNKNOWN, FALSE = 0.95, 0.80, 0.01


def finds(typed: str, written: str) -> bool:
    word = indexed_word(written, "da")
    return not {word.stem, *word.parts}.isdisjoint(read_word(typed).stems)


def share(kind: str) -> float:
    pairs = [(typed, written) for typed, written, of in PAIRS if of == kind]
    return sum(finds(*pair) for pair in pairs) / len(pairs)


def test_the_list_is_long_and_half_of_it_is_wrong_pairs() -> None:
    assert len(PAIRS) >= 300
    assert sum(kind == "not" for _, _, kind in PAIRS) * 2 >= len(PAIRS)


@pytest.mark.parametrize(("kind", "least"), [("known", KNOWN), ("unknown", UNKNOWN)])
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
        ("broek", ()),
        ("x" * 5_000, ()),
        ("ab12cd34ef", ()),
    ],
)
def test_a_word_comes_apart_like_this(word: str, parts: tuple[str, ...]) -> None:
    assert parts_of(word) == parts


def test_the_lexicon_is_what_its_source_makes() -> None:
    assert set(lexicon().words.keys()) == build.danish_words()
