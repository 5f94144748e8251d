"""What an engine is asked for one question: what answers it, and where that is little, what nearly does."""

from dataclasses import replace

from search.engines import Answer, Asked, Engine
from search.query_language import Clause, Question, Word


def answer_with_nearly(engine: Engine, asked: Asked, *, fewer_than: int) -> tuple[Answer, list[int]]:
    """The answer and, if it has fewer materials than that, the best of those with some of the words, up to there."""
    answer = engine.search(asked)
    looser = loosened(asked.question)
    room = fewer_than - answer.total
    if looser is None or asked.start or room <= 0:
        return answer, []
    wider = replace(asked, question=looser, sort="relevance", size=fewer_than, with_facets=False)
    more = [found for found in engine.search(wider).materials if found not in set(answer.materials)]
    return answer, more[:room]


def loosened(question: Question) -> Question | None:
    """The question that one word in four answers, or a part of a compound; None where nothing can be let go."""
    parts = [_part(word, stem) for clause in question.wanted for word in clause.ways[0] for stem in word.parts]
    some = max(1, len(question.wanted) // 4)
    if not parts and some >= question.needed:
        return None
    wanted = {clause.ways: clause for clause in (*question.wanted, *parts)}
    return replace(question, wanted=tuple(wanted.values()), at_least=some)


def _part(word: Word, stem: str) -> Clause:
    """A part of a compound, which is the same Danish stem in a text of whatever language."""
    return Clause(stem, ((Word(stem, (stem,) * len(word.by_language)),),))
