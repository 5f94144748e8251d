"""Both engines, filled with the same corpus, answer every question alike: what is found, counted, ordered, offered."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search.asking import answer_with_nearly
from search.criteria import ask
from search.engines import Asked, Engine
from search.engines.elastic.engine import ElasticEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.evaluating import Collection
from search.query_language import Question
from search.schema import IndexedMaterial
from search.suggesting import nearest
from tests.search.engines.conftest import elastic
from tests.search.engines.shelf import EVERYONE, material
from tests.search.quality.test_quality import JUDGED

__all__ = ["elastic"]

FEW_WORDS, ALL = 20, 1_000
FILTERS = [{}, {"language": ("da",)}, {"grade": ("3", "5"), "subject": ("matematik", "dansk")}]


@pytest.fixture
def engines(db: None, elastic: ElasticEngine, tmp_path: Path) -> list[Engine]:
    both: list[Engine] = [EmbeddedEngine(tmp_path / "engine"), elastic]
    for engine in both:
        assert engine.current().write([list(corpus())]) == {}
    return both


def corpus() -> Iterator[IndexedMaterial]:
    for pk, one in enumerate(Collection(JUDGED).documents(), 1):
        facets = {"grade": list(map(str, one.grades)), "subject": one.subjects, "language": [one.language]}
        sorts = {"shared": pk * 7 % 11, "used": pk * 5 % 13}
        yield material(pk, one.title, one.text, tags=one.subjects, language=one.language, facets=facets, **sorts)


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (JUDGED / name).read_text(encoding="utf-8").splitlines()]


def questions() -> list[Asked]:
    """Every judged question as the page reads it, by turns with chosen facets and in every order."""
    read = [ask(row["text"]) for row in rows("queries.jsonl")]
    plain = [Asked(EVERYONE, criteria.question, criteria.filters, size=ALL) for criteria in read]
    narrowed = [replace(one, filters=FILTERS[number % 3] | one.filters) for number, one in enumerate(plain)]
    sorted_ = [replace(one, sort=("newest", "used")[number % 2]) for number, one in enumerate(plain)]
    return [*plain, *narrowed, *sorted_, Asked(EVERYONE, Question(), size=ALL)]


def test_every_question_finds_counts_and_puts_first_the_same(engines: list[Engine]) -> None:
    """Equals are no exception: the newest of them is first, wherever it is asked."""
    asked = questions()
    for one in asked:
        here, there = (engine.search(one) for engine in engines)
        assert (here.total, set(here.materials)) == (there.total, set(there.materials)), one
        assert here.facets == there.facets, one
        assert here.materials[:10] == there.materials[:10], one
        assert here.total == len(here.materials), one
    assert len(asked) > 500


def test_what_nearly_answers_is_the_same(engines: list[Engine]) -> None:
    asked = questions()[: len(rows("queries.jsonl"))]
    found = 0
    for one in asked:
        here, there = (answer_with_nearly(engine, one, fewer_than=ALL)[1] for engine in engines)
        assert here[:10] == there[:10], one
        assert set(here) == set(there), one
        found += bool(here)
    assert found > len(asked) / 2


def test_the_same_words_and_titles_are_offered_and_the_same_is_meant(engines: list[Engine]) -> None:
    begun = sorted({row["meant"][:letters] for row in rows("typos.jsonl") for letters in (1, 2, 4)})
    here, there = ([engine.spellings(word, EVERYONE, limit=FEW_WORDS) for word in begun] for engine in engines)
    assert here == there
    assert all(here)
    titles = [[engine.titled([word], EVERYONE, limit=FEW_WORDS) for word in begun] for engine in engines]
    assert titles[0] == titles[1]
    assert any(titles[0])
    meant = [nearest([row["typed"] for row in rows("typos.jsonl")], EVERYONE, engine) for engine in engines]
    assert meant[0] == meant[1]
