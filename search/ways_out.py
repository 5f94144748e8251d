"""Where nothing fits all of a question: what finds something if one choice or one word is let go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.analysis.tokens import words
from search.criteria import Criteria

#: Choices and words that are let go, one at a time; each is one more question, all of them asked together.
MOST_TRIED = 6


@dataclass(frozen=True)
class Way:
    """The criteria without one facet's choices, without all choices, or without one word, and what that finds."""

    criteria: Criteria
    total: int
    facets: tuple[str, ...] = ()
    word: str = ""


def ways_to_try(criteria: Criteria) -> list[Way]:
    """Those of which nobody knows yet what they find."""
    return [*_without_choices(criteria), *_without_words(criteria)]


def ways_out(tried: Sequence[Way], totals: Sequence[int]) -> list[Way]:
    """Those that find something: choices first, then words; the most of it first."""
    counted = [replace(way, total=total) for way, total in zip(tried, totals, strict=True)]
    return sorted((way for way in counted if way.total), key=lambda way: (not way.facets, len(way.facets), -way.total))


def _without_choices(criteria: Criteria) -> Iterator[Way]:
    """A facet goes whole: without one of several values it would find less, not more. At last all of them go."""
    facets = tuple(criteria.filters)
    if facets and (criteria.question or len(facets) > 1):
        yield from (Way(criteria.narrowed(facet, ()), 0, facets=(facet,)) for facet in facets[:MOST_TRIED])
    if criteria.question and len(facets) > 1:
        yield Way(criteria.unfiltered(), 0, facets=facets)


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
