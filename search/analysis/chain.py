"""A text as the index holds it: stems in order, and the parts of its compounds."""

from functools import lru_cache
from typing import NamedTuple

from search.analysis.compounds import parts_of
from search.analysis.letters import canonical
from search.analysis.stems import stem
from search.analysis.tokens import words

#: The lexicon of compounds is Danish.
COMPOUNDING = "da"


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
    known = [indexed_word(word, language) for word in words(text)]
    parts = dict.fromkeys(part for word in known for part in word.parts)
    return Analyzed(" ".join(word.stem for word in known), " ".join(parts))


def canonical_words(text: str) -> str:
    """The words of a text in canonical letters, unstemmed, separated by spaces."""
    return " ".join(canonical(word) for word in words(text))


@lru_cache(maxsize=1 << 17)
def indexed_word(word: str, language: str) -> IndexedWord:
    form = canonical(word)
    parts = tuple(stem(part, language) for part in parts_of(form)) if language == COMPOUNDING else ()
    return IndexedWord(stem(form, language), parts)
