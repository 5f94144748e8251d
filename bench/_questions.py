"""Questions as teachers type them, about the lessons of the large municipality, and how long answers take."""

import statistics
import time
from collections.abc import Callable, Iterable
from random import Random
from typing import TypeVar

from bench._lessons import SEED, lessons
from search.criteria import Criteria, ask

#: How many words a question has, and how often.
WORDS, SHARES = (1, 2, 3, 4, 6), (6, 6, 4, 2, 1)
#: What is chosen beside the words, in turn.
CHOSEN: tuple[dict[str, list[str]], ...] = (
    {},
    {"subject": ["dansk", "matematik"]},
    {},
    {"grade": ["4", "5"], "type": ["lesson"]},
    {"language": ["da"], "kind": ["pdf"], "reach": ["school", "municipality", "public"]},
)
QUESTIONS, WARMING_UP = 300, 30

Item = TypeVar("Item")


def questions(number: int = QUESTIONS) -> list[Criteria]:
    """Words that stand near each other in one lesson, so that most questions have answers."""
    chance = Random(SEED)
    asked = []
    for place, lesson in enumerate(lessons(range(number), pages=0)):
        said = [word for word in f"{lesson.title} {lesson.summary} {lesson.body}".split() if len(word) > 3]
        (length,) = chance.choices(WORDS, SHARES)
        asked.append(ask(" ".join(chance.sample(said, min(length, len(said)))), filters=CHOSEN[place % len(CHOSEN)]))
    return asked


def timed(do: Callable[[Item], object], items: Iterable[Item]) -> list[float]:
    """Milliseconds for each."""
    took = []
    for item in items:
        began = time.perf_counter()
        do(item)
        took.append(1_000 * (time.perf_counter() - began))
    return took


def p95(took: list[float]) -> float:
    """Of all but the first, which warm up."""
    return statistics.quantiles(took[WARMING_UP:], n=20)[-1]
