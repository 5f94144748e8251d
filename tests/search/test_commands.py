"""What the commands about search print: how far a rebuild is, and what search reads out of a text."""

import json
from collections.abc import Iterator
from io import StringIO
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from search.analysis.stems import ALGORITHMS
from search.management.commands import search_rebuild
from search.models.standing import Standing

#: For a word of each language its canonical letters, its stem, and the parts that search knows: of Danish ones alone.
READ = {
    "da": ("brøkregning", "broekregning", "broekregning", ["broek", "regning"]),
    "en": ("Fractions", "fractions", "fraction", []),
    "nb": ("flickorna", "flickorna", "flickorn", []),
    "no": ("flickorna", "flickorna", "flickorn", []),
    "sv": ("flickorna", "flickorna", "flick", []),
    "de": ("Häuser", "haeuser", "haeus", []),
}
REST = " i hjemkundskab og n/t, 5.-6. klasse"


class Clock:
    """Two seconds pass before every look at it."""

    def __init__(self) -> None:
        self.ticks: Iterator[int] = count(1_000, 2)

    def monotonic(self) -> int:
        return next(self.ticks)


@pytest.fixture
def many(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than are written in one go, of each of which the index has to be told."""
    monkeypatch.setattr(search_rebuild, "time", Clock())
    Standing.objects.bulk_create(Standing(material=pk, changed_at=timezone.now()) for pk in range(1, 1_201))


def test_a_rebuild_says_how_far_it_is_how_fast_and_how_long_it_will_take(many: None) -> None:
    out, err = StringIO(), StringIO()
    call_command("search_rebuild", stdout=out, stderr=err)
    lines = [line.strip() for line in err.getvalue().split("\r")]
    assert lines == [
        "",
        "500/1,200, 250 a second, 3 s left",
        "1,000/1,200, 250 a second, 1 s left",
        "1,200/1,200, 200 a second, 0 s left",
    ]
    assert err.getvalue().endswith("\n")
    assert out.getvalue() == "1200 materials and collections written.\n"


def test_a_quiet_rebuild_says_only_that_it_is_done(many: None) -> None:
    out, err = StringIO(), StringIO()
    call_command("search_rebuild", "--quiet", stdout=out, stderr=err)
    assert (out.getvalue(), err.getvalue()) == ("1200 materials and collections written.\n", "")


def analyzed(text: str, *options: str) -> str:
    out = StringIO()
    call_command("search_analyze", text, *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("language", READ)
def test_a_text_is_read_by_the_rules_of_its_language(db: None, language: str) -> None:
    word, canonical, stem, parts = READ[language]
    found: dict[str, Any] = json.loads(analyzed(word + REST, "--language", language, "--json"))
    assert found["language"] == language
    first = {"text": word.lower(), "canonical": canonical, "stem": stem, "parts": parts}
    assert found["tokens"][0] == first
    said = ["i", "hjemkundskab", "og", "n", "t", "5", "6", "klasse"]
    assert [token["text"] for token in found["tokens"][1:]] == said
    assert found["stems"] == [token["stem"] for token in found["tokens"]]
    assert found["parts"] == ({word: parts} if parts else {})


@pytest.mark.parametrize("language", READ)
def test_other_words_and_grades_are_read_whatever_the_language(db: None, language: str) -> None:
    """They are of the question, and nobody says in which language they ask."""
    found: dict[str, Any] = json.loads(analyzed(READ[language][0] + REST, "--language", language, "--json"))
    assert found["aliases"] == {"hjemkundskab": ["madkundskab"], "n t": ["natur teknologi"]}
    assert found["grades"] == [5, 6]


def test_every_language_with_rules_is_read_here_and_norwegian_has_two_names(db: None) -> None:
    assert set(READ) == set(ALGORITHMS)
    text = "Elevene regner med brøkene, barna skriver bøkene om fjellenes dyr" + REST
    assert analyzed(text, "--language", "no") == analyzed(text, "--language", "nb")
    assert analyzed(text, "--language", "sv") != analyzed(text, "--language", "nb")


def test_without_json_people_read_the_same(db: None) -> None:
    lines = analyzed("brøkregning" + REST).splitlines()
    assert lines[0].split() == ["brøkregning", "broekregning", "broekregning", "parts:", "broek", "regning"]
    assert lines[-2:] == ['aliases: {"hjemkundskab": ["madkundskab"], "n t": ["natur teknologi"]}', "grades: [5, 6]"]
