"""What becomes of a word on its way into the index, and of the same word typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import chain
from search.analysis.chain import analyze, indexed_word
from search.analysis.letters import MOST_WAYS, canonical, ways_to_write
from search.analysis.tokens import LONGEST, clean, different, lowered, places, words
from search.query_language import read_word


def meets(typed: str, written: str, language: str) -> bool:
    return indexed_word(words(written)[0], language).stem in read_word(words(typed)[0]).stems


@pytest.mark.parametrize(
    ("typed", "written", "language"),
    [
        ("brøk", "brøkerne", "da"),
        ("broek", "Brøker", "da"),
        ("gård", "gaarden", "da"),
        ("bøger", "bog", "da"),
        ("cirklen", "cirkel", "da"),
        ("fraction", "fractions", "en"),
        ("skolen", "skola", "sv"),
        ("jenter", "jentene", "nb"),
        ("Häuser", "häusern", "de"),
        ("Straße", "strasse", "de"),
        ("café", "cafe", "fr"),
        ("animaux", "animaux", "fr"),
        ("finissait", "finissait", "fr"),
    ],
)
def test_these_meet(typed: str, written: str, language: str) -> None:
    assert meets(typed, written, language)


@pytest.mark.parametrize(
    ("typed", "written"), [("får", "far"), ("brøker", "brokkede"), ("mål", "mel"), ("læs", "las"), ("høj", "hoj")]
)
def test_these_do_not(typed: str, written: str) -> None:
    assert not meets(typed, written, "da")


def test_composed_and_decomposed_letters_are_one() -> None:
    assert words(unicodedata.normalize("NFD", "Blåbærgrød")) == words("Blåbærgrød") == ["blåbærgrød"]
    assert words("brøk\u00adregning\u200b") == ["brøkregning"]


def test_tokens_know_where_they_stand_in_the_clean_text() -> None:
    text = clean(unicodedata.normalize("NFD", "Et æble, «to» pærer: n/t 5.b"))
    assert [lowered(text[start:end]) for start, end in places(text, different(text.split()))] == words(text)
    assert places(text, ["to", "t"]) == [(10, 12), (23, 24)]
    assert places(text, []) == []


def test_a_text_is_stems_in_order_and_parts_once() -> None:
    analyzed = analyze("Brøkregning og brøkregning i skolegården", "da")
    assert analyzed.stems == "broekregning og broekregning i skolegaard"
    assert analyzed.parts.split() == ["broek", "regning", "skol", "gaard"]


@given(
    st.text() | st.lists(st.sampled_from(["Brøk,", "n/t", "-", "regne_ark", "İ", "a" * 200, " ", "\x1c"])).map("".join)
)
def test_a_text_is_the_words_in_it_whatever_stands_between_them(text: str) -> None:
    known = [indexed_word(word, "da") for word in words(text)]
    analyzed = analyze(text, "da")
    assert analyzed.stems == " ".join(word.stem for word in known)
    assert analyzed.parts == " ".join(dict.fromkeys(part for word in known for part in word.parts))


def test_what_is_kept_of_texts_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "MOST_PIECES", 3)
    kept = chain.Reader("da")
    assert [kept[piece][0] for piece in ["brøken", "a" * 200, "i", "brøken,", "skolen"]] == [
        "broek ",
        "a" * LONGEST + " ",
        "i ",
        "broek ",
        "skol ",
    ]
    assert list(kept) == ["skolen"]


def test_a_language_without_rules_keeps_its_words() -> None:
    assert analyze("Zażółć gęślą", "und").stems == f"{canonical('Zażółć')} {canonical('gęślą')}"


def test_a_word_is_written_in_one_way_or_with_other_letters_for_the_same() -> None:
    assert ways_to_write("vand") == ["vand"]
    assert ways_to_write("år") == ["år", "aar"]
    assert ways_to_write("aar") == ["aar", "år"]
    assert ways_to_write("ærø") == ["ærø", "aeroe", "aerø", "æroe"]
    assert len(ways_to_write("aa" * 32)) == MOST_WAYS


@given(st.text(alphabet="aeoåæøvér"))
def test_all_ways_to_write_a_word_are_one_word(word: str) -> None:
    ways = ways_to_write(word)
    assert (ways[0], {canonical(way) for way in ways}) == (word, {canonical(word)})
