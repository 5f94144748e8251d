"""Takes Danish compounds apart: `broekregning` is `broek` and `regning`. Canonical letters in and out."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

import marisa_trie

from search.analysis.letters import canonical
from search.analysis.stems import IRREGULAR, stem

LEXICON = Path(__file__).parent / "lexicon"
#: What stands between two parts.
LINKS = ("", "s", "e", "n", "er", "en")
#: What stands at the end of the last part.
ENDINGS = ("s", "e", "n", "r", "t", "en", "et", "er", "ne", "re", "ene", "rne", "erne", "ens", "ets", "ers")
#: Shorter words are not taken apart, longer ones are data.
SHORTEST, LONGEST = 6, 40
#: What nouns of the lexicon take on, and other words of it do not end in.
ARTICLES = ("en", "et", "ene", "erne")
#: Verbs from other languages are no compounds: `formul-ere`.
FOREIGN = "ere"
#: Nouns made of verbs are not the ring that they end in: `sort-ering`.
RING = "ring"
VOWELS = frozenset("aeiouy")
#: After a first part of so many letters an `s` is a link rather than a beginning: `verden-s-krig`, not `verden-skrig`.
TAKES_S = 6
#: Words of the lexicon with fewer letters are parts only when they are listed.
SHORT = 3
#: A part that the lexicon does not know stands beside a longer one that it knows.
KNOWN, UNKNOWN = 4, 4


class Lexicon:
    """The words of the lexicon, and what the list beside it says of parts."""

    def __init__(self) -> None:
        self.words = marisa_trie.Trie().mmap(str(LEXICON / "danish.marisa"))
        listed = tomllib.loads((LEXICON / "parts.toml").read_text(encoding="utf-8"))
        self.short, self.more, self.never, self.whole, self.prefixes = (
            frozenset(canonical(listed[name]).split()) for name in ("short", "more", "never", "whole", "prefixes")
        )
        self.inflections = ("", *sorted(listed["inflections"].split(), key=len))

    def has(self, word: str) -> bool:
        """Whether the word, or a lemma of the same stem, is known."""
        return any(form in self.words for form in (word, stem(word, "da"), f"{stem(word, 'da')}e"))

    def begins_like_a_word(self, word: str) -> bool:
        return any(True for _ in self.words.iterkeys(word[:SHORT]))

    def may_be_part(self, word: str) -> bool:
        if word in self.never or len(word) < SHORT:
            return False
        return word in self.short if len(word) == SHORT else word in self.words or word in self.more

    def may_be_first(self, word: str) -> bool:
        """The first part may be a verb that has lost its ending: `laes-hest`, `arbejd-s-ark`."""
        if self.may_be_part(word):
            return True
        return len(word) > SHORT and word not in self.never and self.may_be_part(f"{word}e")

    def lemma_of(self, word: str) -> str:
        """Another word of the lexicon, or a whole one, that this one is a form of: the longest, or nothing."""
        if word in IRREGULAR:
            return IRREGULAR[word]
        endings = ARTICLES if word in self.words else self.inflections
        for bare in (word[: len(word) - len(ending)] for ending in endings if word.endswith(ending)):
            single = bare[:-1] if bare[-1:] == bare[-2:-1] else bare
            for form in (bare, f"{bare}e", single, f"{bare}{bare[-1:]}e"):
                if (form in self.words or form in self.whole) and form != word:
                    return form
        return ""

    def last_part(self, word: str) -> str:
        """The last part carries the endings: the word without them, or nothing when it is no part."""
        if word in self.never:
            return ""
        bare = [word[: -len(ending)] for ending in ENDINGS if word.endswith(ending)]
        single = [form[:-1] for form in bare if form[-1:] == form[-2:-1]]
        forms = (IRREGULAR.get(form, form) for form in (word, *bare, *single))
        return next((form for form in forms if self.may_be_part(form)), "")


@cache
def lexicon() -> Lexicon:
    return Lexicon()


@lru_cache(maxsize=1 << 16)
def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a compound, and the parts of these; nothing for a word that is no compound."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or word in lexicon().whole:
        return ()
    if lemma := lexicon().lemma_of(word):
        return parts_of(lemma)
    if word.endswith(FOREIGN) and word in lexicon().words:
        return ()
    split = _known(word) or _half_known(word)
    if split[-1:] == (RING,) and f"{word.removesuffix('ing')}e" in lexicon().words:
        return ()
    return tuple(dict.fromkeys(part for piece in split for part in (piece, *parts_of(piece)) if part != word))


def _known(word: str) -> tuple[str, ...]:
    """The split into two known parts with the longest last part, else into more."""
    for first, rest in _cuts(word):
        if last := lexicon().last_part(rest):
            linked = lexicon().last_part(rest[1:]) if rest[0] == "s" and len(first) >= TAKES_S else ""
            return (first, linked or last)
    for first, rest in _cuts(word):
        if further := _known(rest) if len(rest) >= SHORTEST else ():
            return (first, *further)
    return ()


def _cuts(word: str) -> list[tuple[str, str]]:
    """Known first parts, longest first, each with what may follow it after a link."""
    firsts = [word[:end] for end in range(len(word) - SHORT, SHORT - 1, -1) if lexicon().may_be_first(word[:end])]
    prefixed = [
        prefix for prefix in lexicon().prefixes if word.startswith(prefix) and word[len(prefix) :] in lexicon().words
    ]
    return [
        (first, word[len(first) + len(link) :])
        for first in firsts
        if all(first[len(prefix) :] in lexicon().words for prefix in prefixed)
        for link in LINKS
        if word.startswith(link, len(first))
        and len(word) >= len(first) + len(link) + SHORT
        and not (link[:1] == "e" and first[-1] in VOWELS)
        and not (link == "s" and len(first) < TAKES_S and word[len(first) :] in lexicon().words)
    ]


def _half_known(word: str) -> tuple[str, ...]:
    """A known part beside one that the lexicon does not know, in a word that it does not know either."""
    if lexicon().has(word):
        return ()
    for start in range(UNKNOWN, len(word) - KNOWN + 1):
        unknown = _without_link(word[:start])
        if len(unknown) >= UNKNOWN and unknown not in lexicon().never and (last := lexicon().last_part(word[start:])):
            return (unknown, last)
    cuts = [(first, rest) for first, rest in _cuts(word) if len(first) >= KNOWN and len(rest) >= KNOWN]
    return next((cut for cut in cuts if lexicon().begins_like_a_word(cut[1])), ())


def _without_link(part: str) -> str:
    return part[:-1] if part.endswith("s") else part
