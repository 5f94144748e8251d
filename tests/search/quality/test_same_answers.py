"""Both engines, filled with the same corpus, answer every question alike: what is found, counted, ordered, offered."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from search.asking import answer_with_nearly
from search.batches import batches
from search.criteria import ask
from search.engines import Asked, Base, Engine
from search.engines.elastic.engine import ElasticEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.evaluating import Collection, Document
from search.query_language import Question
from search.schema import IndexedMaterial
from search.suggesting import nearest
from tests.search.engines.conftest import elastic
from tests.search.engines.shelf import EVERYONE, gone, material
from tests.search.quality.test_quality import JUDGED

__all__ = ["elastic"]

FEW_WORDS, ALL = 20, 1_000
#: Every so many documents are written again, and every so many are taken out.
REWRITTEN, GONE = 3, 10
#: Changes that are written together.
AT_ONCE = 40
#: Who reads what is written again, by turns.
READERS = (("public",), ("school:1", "team:1"), ("team:2", "user:5"), ("school:2",))
#: Somebody with several keys, from whom some is held back, and who reads another text of what has one for `team:3`.
SOMEBODY = Base(frozenset({"public", "school:1", "school:2", "team:3"}), frozenset(range(5, 200, 9)))
FILTERS = [{}, {"language": ("da",)}, {"grade": ("3", "5"), "subject": ("matematik", "dansk")}]


@pytest.fixture
def engines(db: None, elastic: ElasticEngine, tmp_path: Path) -> list[Engine]:
    both: list[Engine] = [EmbeddedEngine(tmp_path / "engine"), elastic]
    for engine in both:
        assert engine.current().write([list(corpus())]) == {}
    return both


@pytest.fixture
def changed(engines: list[Engine]) -> list[Engine]:
    """Both have taken the same changes since: what is no longer there has stood in them, and counted."""
    for engine in engines:
        for batch in batches(changes(), AT_ONCE):
            assert engine.current().write([batch]) == {}
    return engines


def corpus() -> Iterator[IndexedMaterial]:
    for pk, one in enumerate(Collection(JUDGED).documents(), 1):
        yield written(pk, one)


def changes() -> Iterator[IndexedMaterial]:
    """A third says what another did, to other readers; a tenth is gone."""
    documents = list(Collection(JUDGED).documents())
    for pk, other in enumerate(reversed(documents), 1):
        if pk % GONE == 0:
            yield gone(pk, 2)
        elif pk % REWRITTEN == 0:
            turn = pk // REWRITTEN
            others = {"other_text": ("team:3",)} if turn % 7 == 0 else {}
            yield written(pk, other, revision=2, readers=READERS[turn % len(READERS)], **others)


def written(pk: int, one: Document, **more: Any) -> IndexedMaterial:
    facets = {"grade": list(map(str, one.grades)), "subject": one.subjects, "language": [one.language]}
    sorts = {"shared": pk * 7 % 11, "used": pk * 5 % 13}
    return material(pk, one.title, one.text, tags=one.subjects, language=one.language, facets=facets, **sorts, **more)


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (JUDGED / name).read_text(encoding="utf-8").splitlines()]


def questions() -> list[Asked]:
    """Every judged question as the page reads it, by turns with chosen facets and in every order."""
    read = [ask(row["text"]) for row in rows("queries.jsonl")]
    plain = [Asked(EVERYONE, criteria.question, criteria.filters, size=ALL) for criteria in read]
    narrowed = [replace(one, filters=FILTERS[number % 3] | one.filters) for number, one in enumerate(plain)]
    sorted_ = [replace(one, sort=("newest", "used")[number % 2]) for number, one in enumerate(plain)]
    return [*plain, *narrowed, *sorted_, Asked(EVERYONE, Question(), size=ALL)]


def compare(engines: list[Engine], one: Asked) -> set[int]:
    """What both find, which they count and put first alike."""
    here, there = (engine.search(one) for engine in engines)
    assert (here.total, set(here.materials)) == (there.total, set(there.materials)), one
    assert here.facets == there.facets, one
    assert here.materials[:10] == there.materials[:10], one
    assert here.total == len(here.materials), one
    return set(here.materials)


def test_every_question_finds_counts_and_puts_first_the_same(engines: list[Engine]) -> None:
    """Equals are no exception: the newest of them is first, wherever it is asked."""
    asked = questions()
    for one in asked:
        compare(engines, one)
    assert len(asked) > 500


def test_they_do_so_after_a_third_was_written_again_and_a_tenth_taken_out(changed: list[Engine]) -> None:
    """By turns of somebody who reads what is public alone, and of somebody with several keys."""
    asked = [replace(one, base=(EVERYONE, SOMEBODY)[place // 2 % 2]) for place, one in enumerate(questions())]
    for one in asked:
        compare(changed, one)
    public, theirs = (compare(changed, Asked(base, Question(), size=ALL)) for base in (EVERYONE, SOMEBODY))
    assert theirs - public and public - theirs
    assert not theirs & SOMEBODY.held_back
    assert not {pk for pk in public | theirs if pk % GONE == 0}


def test_what_nearly_answers_is_the_same(engines: list[Engine]) -> None:
    asked = questions()[: len(rows("queries.jsonl"))]
    found = 0
    for one in asked:
        here, there = (answer_with_nearly(engine, one, fewer_than=ALL)[1] for engine in engines)
        assert here[:10] == there[:10], one
        assert set(here) == set(there), one
        found += bool(here)
    assert found > len(asked) / 2


@pytest.mark.parametrize(("filled", "base"), [("engines", EVERYONE), ("changed", SOMEBODY)])
def test_the_same_words_and_titles_are_offered_and_the_same_is_meant(
    request: pytest.FixtureRequest, filled: str, base: Base
) -> None:
    engines: list[Engine] = request.getfixturevalue(filled)
    begun = sorted({row["meant"][:letters] for row in rows("typos.jsonl") for letters in (1, 2, 4)})
    here, there = ([engine.spellings(word, base, limit=FEW_WORDS) for word in begun] for engine in engines)
    assert here == there
    assert len(list(filter(None, here))) > len(begun) / 2
    titles = [[engine.titled([word], base, limit=FEW_WORDS) for word in begun] for engine in engines]
    assert titles[0] == titles[1]
    assert any(titles[0])
    meant = [nearest([row["typed"] for row in rows("typos.jsonl")], base, engine) for engine in engines]
    assert meant[0] == meant[1]
