"""What an engine is asked for one question: what answers it, and where that is little, what nearly does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from search.engines import Answer, Asked, Base, Engine
from search.query_language import Clause, Question, Word


def answer_with_nearly(engine: Engine, asked: Asked, *, fewer_than: int) -> tuple[Answer, list[int]]:
    """The answer and, if it has fewer materials than that, the best of those with some of the words, up to there."""
    answer = engine.search(asked)
    return answer, nearly(answer, engine.search_each(wider(asked, answer, fewer_than)), fewer_than)


def wider(asked: Asked, answer: Answer, fewer_than: int) -> list[Asked]:
    """What is asked next if the answer has fewer materials than that: the same of some of the words, if any can go."""
    if asked.start or answer.total >= fewer_than:
        return []
    looser = loosened(asked.question)
    return [replace(asked, question=looser, sort="relevance", size=fewer_than, with_facets=False)] if looser else []


def nearly(answer: Answer, wider: Sequence[Answer], fewer_than: int) -> list[int]:
    """The best that the wider question finds beside the answer, up to there."""
    more = [found for one in wider for found in one.materials if found not in set(answer.materials)]
    return more[: fewer_than - answer.total]


def loosened(question: Question) -> Question | None:
    """The question that one word in four answers, or a part of a compound; None where nothing can be let go."""
    parts = [_part(word, stem) for clause in question.wanted for word in clause.ways[0] for stem in word.parts]
    some = max(1, len(question.wanted) // 4)
    if not parts and some >= question.needed:
        return None
    wanted = {clause.ways: clause for clause in (*question.wanted, *parts)}
    return replace(question, wanted=tuple(wanted.values()), at_least=some)


def how_many(base: Base, question: Question, filters: Mapping[str, tuple[str, ...]]) -> Asked:
    """What is asked where only the total is wanted: nothing of what only ranks, so that equals are seen as equal."""
    return Asked(base, replace(question, welcome=(), typed=()), filters, size=1, with_facets=False)


def ask_together(engine: Engine, *groups: Sequence[Asked]) -> list[list[Answer]]:
    """The answers to each group of questions, all of which are asked at once."""
    answers = iter(engine.search_each([asked for group in groups for asked in group]))
    return [list(islice(answers, len(group))) for group in groups]


def _part(word: Word, stem: str) -> Clause:
    """A part of a compound, which is the same Danish stem in a text of whatever language."""
    return Clause(stem, ((Word(stem, (stem,) * len(word.by_language)),),))
