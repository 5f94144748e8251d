"""What an engine is asked for one question: what answers it, and where that is little, what nearly does."""

from dataclasses import replace

from search.engines import Answer, Asked, Engine
from search.query_language import Question


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
    """The question that one word in four answers; None where nothing can be let go."""
    some = max(1, len(question.wanted) // 4)
    return replace(question, at_least=some) if some < question.needed else None
