"""Phrases that may also be said otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from search.analysis.chain import canonical_words
from search.analysis.stems import stem

Phrase = tuple[str, ...]
#: Shorter words are taken as they are: with an ending, `mat` would be another word.
SHORTEST = 4


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
            if others := self.meant_by(tuple(forms[place : place + length])):
                return length, others
        return 1, ()

    def meant_by(self, said: Phrase) -> tuple[Phrase, ...]:
        """What these canonical words may also be called, whatever their Danish endings."""
        if said in self.meanings:
            return self.meanings[said]
        alike = self._by_stems.get(_stems(said), ())
        return next((self.meanings[phrase] for phrase in alike if _is_form_of(phrase, said)), ())

    @cached_property
    def _by_stems(self) -> dict[Phrase, list[Phrase]]:
        alike: dict[Phrase, list[Phrase]] = defaultdict(list)
        for phrase in self.meanings:
            alike[_stems(phrase)].append(phrase)
        return alike


@lru_cache(maxsize=1 << 12)
def _phrase(typed: str) -> Phrase:
    return tuple(canonical_words(typed).split())


def _stems(phrase: Phrase) -> Phrase:
    return tuple(stem(word, "da") for word in phrase)


def _is_form_of(phrase: Phrase, said: Phrase) -> bool:
    """Whether words of the same stems are these, or longer forms of them."""
    return all(
        word == form or (len(word) >= SHORTEST and form.startswith(word))
        for word, form in zip(phrase, said, strict=True)
    )
