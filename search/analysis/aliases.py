"""Phrases that may also be said otherwise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from search.analysis.chain import canonical_words

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Aliases:
    """Canonical phrases, each with what it may also be called."""

    meanings: dict[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Aliases":
        """From what people type and what it is called; pairs without words count for nothing."""
        meanings: dict[Phrase, list[Phrase]] = {}
        for said, means in pairs:
            first, second = _phrase(said), _phrase(means)
            if first and second and first != second:
                meanings.setdefault(first, []).append(second)
        return cls({phrase: tuple(dict.fromkeys(others)) for phrase, others in meanings.items()})

    def at(self, forms: Sequence[str], place: int) -> tuple[int, tuple[Phrase, ...]]:
        """How many words from this place on are one thing, at least 1, and the other phrases for it."""
        longest = max(map(len, self.meanings), default=0)
        for length in range(min(longest, len(forms) - place), 0, -1):
            if others := self.meanings.get(tuple(forms[place : place + length])):
                return length, others
        return 1, ()


@lru_cache(maxsize=1 << 12)
def _phrase(typed: str) -> Phrase:
    return tuple(canonical_words(typed).split())
