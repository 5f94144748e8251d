"""The words of texts that were read before, by what they are found by: a few thousand, over and over."""

from collections.abc import Iterable
from functools import lru_cache

from search.analysis.chain import indexed_word
from search.analysis.tokens import different, lowered

#: Pieces that are remembered of a language; then it is begun anew.
MOST = 1 << 16


class Vocabulary:
    """Of pieces: what stands between blanks, often a word and a comma.

    Threads share one, and may learn the same twice.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._known: set[str] = set()
        self._by_stem: dict[str, set[str]] = {}

    def __len__(self) -> int:
        """How many pieces are known: it grows when any thread has learned something, and only then."""
        return len(self._known)

    def learn(self, pieces: set[str]) -> None:
        new = pieces - self._known
        for piece in new:
            for stem in self._stems_of(piece):
                self._by_stem.setdefault(stem, set()).add(piece)
        self._known |= new

    def found_by(self, stems: Iterable[str]) -> set[str]:
        """The pieces with a word that has one of these stems, or a part that has it."""
        return set().union(*(self._by_stem.get(stem, ()) for stem in stems))

    @property
    def is_full(self) -> bool:
        return len(self) > MOST

    def _stems_of(self, piece: str) -> set[str]:
        return {stem for word in different([piece]) for stem in stems_of(word, self._language)}


@lru_cache(maxsize=1 << 16)
def stems_of(written: str, language: str) -> frozenset[str]:
    """What a word of a text is found by."""
    word = indexed_word(lowered(written), language)
    return frozenset((word.stem, *word.parts))


_vocabularies: dict[str, Vocabulary] = {}


def vocabulary(language: str) -> Vocabulary:
    """The one of this language, which grows with what is read. Who holds one keeps it, full or not."""
    known = _vocabularies.get(language)
    if known is None or known.is_full:
        known = _vocabularies[language] = Vocabulary(language)
    return known
