"""A text as the index holds it: stems in order, and the parts of its compounds."""

from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from search.analysis.compounds import parts_of
from search.analysis.letters import canonical
from search.analysis.stems import stem
from search.analysis.tokens import LONGEST, clean, words

#: The lexicon of compounds is Danish.
COMPOUNDING = "da"
#: What is longer without a blank is no text, and nothing to keep.
LONGEST_PIECE = 2 * LONGEST
#: Pieces that are kept of a language.
MOST_PIECES = 1 << 15


#: What stands between two blanks, often a word and a comma: the stem of each word and a space, and the words' parts.
Piece = tuple[str, tuple[str, ...]]


class Analyzed(NamedTuple):
    """Canonical stems in the text's order, and the distinct stems of compound parts; both separated by spaces."""

    stems: str
    parts: str


class IndexedWord(NamedTuple):
    """A word as the index holds it."""

    stem: str
    parts: tuple[str, ...]


def analyze(text: str, language: str) -> Analyzed:
    """`language` by ISO 639-1; a language without rules keeps its words as they are."""
    pieces = list(map(reader(language).__getitem__, clean(text).lower().split()))
    parts = dict.fromkeys(chain.from_iterable(map(itemgetter(1), pieces)))
    return Analyzed("".join(map(itemgetter(0), pieces))[:-1], " ".join(parts))


def canonical_words(text: str) -> str:
    """The words of a text in canonical letters, unstemmed, separated by spaces."""
    return " ".join(canonical(word) for word in words(text))


@lru_cache(maxsize=1 << 16)
def indexed_word(word: str, language: str) -> IndexedWord:
    form = canonical(word)
    parts = tuple(stem(part, language) for part in parts_of(form)) if language == COMPOUNDING else ()
    return IndexedWord(stem(form, language), parts)


class Reader(dict[str, Piece]):
    """Pieces of cleaned texts in lower case, as a language reads them. It keeps what it has read, for taking a piece
    apart takes longest; when it is full it begins anew.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, piece: str) -> Piece:
        known = [indexed_word(word, self._language) for word in words(piece)]
        read = "".join(f"{word.stem} " for word in known), tuple(part for word in known for part in word.parts)
        if len(piece) <= LONGEST_PIECE:
            if len(self) >= MOST_PIECES:
                self.clear()
            self[piece] = read
        return read


@lru_cache(maxsize=16)
def reader(language: str) -> Reader:
    """One for each language, so that the piece alone is what is looked up."""
    return Reader(language)
