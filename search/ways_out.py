"""Where nothing fits all of a question: what finds something if one choice or one word is let go."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.analysis.tokens import words
from search.criteria import Criteria
from search.engines import Asked, Base, Engine

#: Choices and words that are let go, one at a time; each is one more question to the engine.
MOST_TRIED = 6


@dataclass(frozen=True)
class Way:
    """The criteria without one facet's choices, without all choices, or without one word, and what that finds."""

    criteria: Criteria
    total: int
    facets: tuple[str, ...] = ()
    word: str = ""


def ways_out(criteria: Criteria, base: Base, engine: Engine) -> list[Way]:
    """Those that find something: choices first, then words; the most of it first."""
    tried = [*_without_choices(criteria), *_without_words(criteria)]
    counted = [replace(way, total=_total(way.criteria, base, engine)) for way in tried]
    return sorted((way for way in counted if way.total), key=lambda way: (not way.facets, len(way.facets), -way.total))


def _without_choices(criteria: Criteria) -> Iterator[Way]:
    """A facet goes whole: without one of several values it would find less, not more. At last all of them go."""
    facets = tuple(criteria.filters)
    if facets and (criteria.question or len(facets) > 1):
        yield from (Way(criteria.narrowed(facet, ()), 0, facets=(facet,)) for facet in facets[:MOST_TRIED])
    if criteria.question and len(facets) > 1:
        alone = replace(criteria, typed=criteria.words, phrases=(), filters={})
        yield Way(alone, 0, facets=facets)


def _without_words(criteria: Criteria) -> Iterator[Way]:
    """Not of a question with signs: what is left of it would be another one."""
    wanted = criteria.question.wanted
    if not 2 <= len(wanted) <= MOST_TRIED or criteria.question.unwanted or '"' in criteria.words:
        return
    for clause in wanted:
        gone = clause.said.split()
        typed = " ".join(word for word in words(criteria.words) if word not in gone)
        question = replace(criteria.question, wanted=tuple(other for other in wanted if other is not clause))
        yield Way(replace(criteria, typed=typed, words=typed, question=question, phrases=()), 0, word=clause.said)


def _total(criteria: Criteria, base: Base, engine: Engine) -> int:
    return engine.search(Asked(base, criteria.question, criteria.filters, size=1, with_facets=False)).total
