"""What is offered where little or nothing is found, in three questions to the engine at most, one after the other."""

from dataclasses import dataclass

from search.asking import ask_together, how_many, nearly, wider
from search.criteria import Criteria
from search.engines import Answer, Asked, Engine
from search.suggesting import did_you_mean, is_there, typed_words
from search.ways_out import Way, ways_out, ways_to_try

#: With fewer answers than these, what nearly answers is shown as well.
FEW = 5


@dataclass(frozen=True)
class Instead:
    """`nearly` has some of the words. Where there is nothing, `meant` is what was meant, and `ways` find something."""

    nearly: list[int]
    meant: Criteria | None
    ways: list[Way]


def instead_of(answer: Answer, asked: Asked, criteria: Criteria, engine: Engine) -> Instead:
    """What hangs on nothing else is asked together; only what was meant takes two more: like words, then their answers.

    Where the answer is enough nothing is asked. One word alone is known to be wrong when it finds nothing.
    """
    base, nothing = asked.base, not answer.total
    typed = typed_words(criteria) if nothing else []
    answered = how_many(base, criteria.question, criteria.filters)
    apart = {word: is_there(word, criteria.question, base) for word in typed}
    doubtful = {word: alone for word, alone in apart.items() if alone != answered}
    ways = ways_to_try(criteria) if nothing else []
    more, known, counted = ask_together(
        engine,
        wider(asked, answer, FEW),
        list(doubtful.values()),
        [how_many(base, way.criteria.question, way.criteria.filters) for way in ways],
    )
    there = {word for word, found in zip(doubtful, known, strict=True) if found.total}
    return Instead(
        nearly(answer, more, FEW),
        did_you_mean(criteria, [word for word in typed if word not in there], base, engine),
        ways_out(ways, [found.total for found in counted]),
    )
