"""What search finds, held against judged questions: the same numbers, with a little room, on every engine."""

import json
from pathlib import Path
from statistics import fmean

import pytest

from search.analysis.chain import canonical_words
from search.analysis.compounds import parts_of
from search.analysis.stems import typed_stems
from search.engines import Base, Engine
from search.evaluating import EVERYONE, Collection, Filled, evaluate, ndcg
from search.suggesting import nearest
from tests.search.engines.conftest import elastic, engine
from tests.search.quality import sections

__all__ = ["elastic", "engine"]

JUDGED = Path(__file__).parent / "judged"
#: Measured on both engines, less what a tie or another release may cost.
SCHOOL = {"ndcg_10": 0.80, "recall_10": 0.85, "recall_100": 0.88, "mrr_10": 0.83}
#: Of sections by their headings, measured and less the same. Promised are .40 and .43.
HEADINGS = {"da": 0.60, "en": 0.61}


@pytest.mark.parametrize("half", ["train", "test"])
def test_school_questions_are_answered(db: None, engine: Engine, half: str) -> None:
    found = evaluate(Collection(JUDGED, half), engine)
    assert [name for name, least in SCHOOL.items() if getattr(found, name) < least] == [], found


@pytest.mark.parametrize("language", HEADINGS)
def test_a_section_is_found_by_its_heading(db: None, engine: Engine, language: str) -> None:
    if not sections.LESSONS.exists():
        pytest.skip(f"!!! {sections.LESSONS} is not there: search is NOT held against lessons by their headings.")
    task = sections.by_heading(language)
    filled = Filled.with_documents(engine, task.documents)
    scores = [ndcg(filled.found(heading)[0][:10], {name: 1.0}) for heading, name in task.questions]
    assert len(scores) > 300
    assert fmean(scores) >= HEADINGS[language]


def test_typing_errors_are_mended(engine: Engine) -> None:
    Filled.with_documents(engine, Collection(JUDGED).documents())
    typos = [json.loads(line) for line in (JUDGED / "typos.jsonl").read_text(encoding="utf-8").splitlines()]
    base = Base(frozenset({EVERYONE}))
    meant = {typo["typed"]: typo["meant"] for typo in typos}
    wrong = [typed for typed in meant if nearest([typed], base, engine) != {typed: meant[typed]}]
    assert len(typos) >= 300
    assert len(wrong) <= 0.05 * len(typos), wrong


def test_questions_hardly_share_a_word_with_the_title_they_want() -> None:
    """Else finding them would prove nothing."""
    titles = {document.name: document.title for document in Collection(JUDGED).documents()}
    questions = [json.loads(line) for line in (JUDGED / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    sharing = [
        one for one in questions if _words(one["text"]) & set().union(*map(_words, map(titles.get, one["wanted"])))
    ]
    assert len(questions) >= 150
    assert len(sharing) <= len(questions) / 5, [one["text"] for one in sharing]


def _words(text: str) -> set[str]:
    """Stems in every language, and the parts of compounds, of words that say something."""
    known = [word for word in canonical_words(text).split() if len(word) > 3]
    return {stem for word in known for part in (word, *parts_of(word)) for stem in typed_stems(part)}
