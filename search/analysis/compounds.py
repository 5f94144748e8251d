"""Takes Danish compounds apart: `broekregning` is `broek` and `regning`. Canonical letters in and out."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

import marisa_trie

from search.analysis.letters import canonical
from search.analysis.stems import stem

LEXICON = Path(__file__).parent / "lexicon"
#: What stands between two parts.
LINKS = ("", "s", "e", "n", "er", "en")
#: Shorter words are not taken apart, longer ones are data.
SHORTEST, LONGEST = 6, 40
#: Words of the lexicon with fewer letters are parts only when they are listed.
SHORT = 3
#: A part that the lexicon does not know stands beside a longer one that it knows.
KNOWN, UNKNOWN = 5, 4


class Lexicon:
    """The words of the lexicon, and what the list beside it says of parts."""

    def __init__(self) -> None:
        self.words = marisa_trie.Trie().mmap(str(LEXICON / "danish.marisa"))
        listed = tomllib.loads((LEXICON / "parts.toml").read_text(encoding="utf-8"))
        self.short, self.more, self.never, self.whole = (
            frozenset(canonical(listed[name]).split()) for name in ("short", "more", "never", "whole")
        )

    def has(self, word: str) -> bool:
        """Whether the word, or a lemma of the same stem, is known."""
        return any(form in self.words for form in (word, stem(word, "da"), f"{stem(word, 'da')}e"))

    def may_be_part(self, word: str) -> bool:
        if word in self.never or len(word) < SHORT:
            return False
        return word in self.short if len(word) == SHORT else word in self.words or word in self.more

    def may_be_first(self, word: str) -> bool:
        """The first part may be a verb that has lost its ending: `laes-hest`, `arbejd-s-ark`."""
        return self.may_be_part(word) or (len(word) > SHORT and self.may_be_part(f"{word}e"))

    def may_be_last(self, word: str) -> bool:
        """The last part carries the endings."""
        stemmed = stem(word, "da")
        return any(self.may_be_part(form) for form in (word, stemmed, f"{stemmed}e")) and word not in self.never


@cache
def lexicon() -> Lexicon:
    return Lexicon()


@lru_cache(maxsize=1 << 16)
def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a compound, and the parts of these; nothing for a word that is no compound."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or word in lexicon().whole:
        return ()
    split = _known(word) or _half_known(word)
    return tuple(dict.fromkeys(part for piece in split for part in (piece, *parts_of(piece)) if part != word))


def _known(word: str) -> tuple[str, ...]:
    """The split into two known parts with the longest last part, else into more."""
    for first, rest in _cuts(word):
        if lexicon().may_be_last(rest):
            return (first, rest)
    for first, rest in _cuts(word):
        if further := _known(rest) if len(rest) >= SHORTEST else ():
            return (first, *further)
    return ()


def _cuts(word: str) -> list[tuple[str, str]]:
    """Known first parts, longest first, each with what may follow it after a link."""
    firsts = [word[:end] for end in range(len(word) - SHORT, SHORT - 1, -1) if lexicon().may_be_first(word[:end])]
    return [
        (first, word[len(first) + len(link) :])
        for first in firsts
        for link in LINKS
        if word.startswith(link, len(first)) and len(word) >= len(first) + len(link) + SHORT
    ]


def _half_known(word: str) -> tuple[str, ...]:
    """A known part beside one that the lexicon does not know, in a word that it does not know either."""
    if lexicon().has(word):
        return ()
    for start in range(UNKNOWN, len(word) - KNOWN + 1):
        if lexicon().may_be_last(word[start:]):
            return (_without_link(word[:start]), word[start:])
    return next(((first, rest) for first, rest in _cuts(word) if len(first) >= KNOWN and len(rest) >= KNOWN), ())


def _without_link(part: str) -> str:
    return part[:-1] if part.endswith("s") and len(part) > UNKNOWN else part
