"""Stems by Snowball, of canonical words, in the language that a text is written in."""

import re
import threading
from functools import lru_cache

import Stemmer

#: ISO 639-1 to Snowball's names. `no` is Norwegian as other systems call it.
ALGORITHMS = {
    "da": "danish",
    "en": "english",
    "nb": "norwegian",
    "no": "norwegian",
    "sv": "swedish",
    "de": "german",
    "fr": "french",
}
#: The languages that a typed word is stemmed in, for nobody says in which language they search.
TYPED = ("da", "en", "nb", "sv", "de")

_own = threading.local()


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """The stem of a canonical word; the word itself in a language without rules."""
    algorithm = ALGORITHMS.get(language)
    if algorithm is None:
        return word
    stemmed: str = _stemmer(algorithm).stemWord(word)
    return _with_digraphs(word, stemmed) if algorithm == "german" else stemmed


def _with_digraphs(word: str, stemmed: str) -> str:
    """Snowball takes German `oe` for `ö` and makes it `o`, which would make `brøk` and `brok` one word."""
    simple = re.sub(r"([aou])e", r"\1", word)
    return word[: len(word) - len(simple) + len(stemmed)] if simple.startswith(stemmed) else word


def typed_stems(word: str) -> tuple[str, ...]:
    """What a typed canonical word is in a text of each language of `TYPED`, and in one without rules."""
    return (*(stem(word, language) for language in TYPED), word)


def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    """One for each thread: Snowball's C code keeps its state in the stemmer."""
    stemmers: dict[str, Stemmer.Stemmer] = _own.__dict__
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer.Stemmer(algorithm, 0)
    return stemmers[algorithm]
