"""Finds the ways of several words of a question: their words count only where they stand together, in that order."""

from collections.abc import Iterator, Mapping, Sequence

from search.analysis.tokens import Span, places, together
from search.query_language import Clause, sequences


class Phrases:
    """By what their words are stemmed to in a text of each language, as the engines look for them."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._wanted = [
            (stems, number)
            for number, clause in enumerate(clauses)
            for way in clause.ways
            if len(way) > 1
            for stems in sequences(way)
        ]
        self.stems = frozenset(stem for stems, _ in self._wanted for stem in stems)

    def places(self, text: str, stems: Mapping[str, str]) -> Iterator[tuple[Span, int]]:
        """Each of their words in a text, with the clause; `stems` are of the words that may be of one."""
        there = set(stems.values())
        wanted = [(phrase, number) for phrase, number in self._wanted if there.issuperset(phrase)]
        for run in together(text, places(text, stems)) if wanted else ():
            said = tuple(stems[text[start:end]] for start, end in run)
            for phrase, number in wanted:
                yield from ((span, number) for span in _places_of(phrase, said, run))


def _places_of(phrase: tuple[str, ...], said: tuple[str, ...], run: Sequence[Span]) -> Iterator[Span]:
    for start in range(len(said) - len(phrase) + 1):
        end = start + len(phrase)
        if said[start:end] == phrase:
            yield from run[start:end]
