"""Other words for the same thing, as editors keep them: read for every question, so that an edit counts at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from search.analysis.letters import canonical
from search.analysis.tokens import words
from search.models.alias import Alias

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Aliases:
    """Canonical phrases, each with what it may also be called."""

    meanings: dict[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)

    def at(self, forms: Sequence[str], place: int) -> tuple[int, tuple[Phrase, ...]]:
        """How many words from this place on are one thing, at least 1, and the other phrases for it."""
        longest = max(map(len, self.meanings), default=0)
        for length in range(min(longest, len(forms) - place), 0, -1):
            if others := self.meanings.get(tuple(forms[place : place + length])):
                return length, others
        return 1, ()


def current_aliases() -> Aliases:
    """One query."""
    meanings: dict[Phrase, list[Phrase]] = {}
    for said, means in Alias.objects.values_list("words", "means"):
        first, second = _phrase(said), _phrase(means)
        if first and second and first != second:
            meanings.setdefault(first, []).append(second)
    return Aliases({phrase: tuple(dict.fromkeys(others)) for phrase, others in meanings.items()})


def _phrase(typed: str) -> Phrase:
    return tuple(canonical(word) for word in words(typed))
