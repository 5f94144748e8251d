"""Stems by Snowball, of canonical words, in the language that a text is written in."""

import re
import threading
from functools import lru_cache

import Stemmer

#: ISO 639-1 to Snowball's names. `no` is Norwegian as other systems call it. Words of other languages, French among
#: them, are found as they stand: each further way to stem what is typed makes every question slower.
ALGORITHMS = {
    "da": "danish",
    "en": "english",
    "nb": "norwegian",
    "no": "norwegian",
    "sv": "swedish",
    "de": "german",
}
#: The languages that a typed word is stemmed in, for nobody says in which language they search.
TYPED = ("da", "en", "nb", "sv", "de")

#: Danish plurals that change their vowel, in canonical letters; Snowball knows endings alone.
IRREGULAR = {
    form: lemma
    for lemma, forms in {
        "bog": "boeger boegerne boegers boegernes",
        "barn": "boern boernene boerns boernenes",
        "haand": "haender haenderne",
        "fod": "foedder foedderne",
        "mand": "maend maendene maends",
        "tand": "taender taenderne",
        "rod": "roedder roedderne",
        "nat": "naetter naetterne",
        "kraft": "kraefter kraefterne",
        "stad": "staeder staederne",
        "ko": "koeer koeerne",
        "so": "soeer",
        "gaas": "gaes gaessene",
        "datter": "doetre doetrene",
        "moder": "moedre moedrene",
        "broder": "broedre broedrene",
        "fader": "faedre faedrene",
        "taa": "taeer taeerne",
        "klo": "kloeer kloeerne",
        "oeje": "oejne oejnene",
        "bonde": "boender boenderne boenders",
    }.items()
    for form in forms.split()
}
#: `cirkel` and `cirklen` are one word.
_ENDS_IN_EL = re.compile(r"([bcdfgkpt])el$")

_own = threading.local()


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """The stem of a canonical word; the word itself in a language without rules."""
    algorithm = ALGORITHMS.get(language)
    if algorithm is None:
        return word
    if algorithm == "danish":
        word = IRREGULAR.get(word, word)
    stemmed: str = _stemmer(algorithm).stemWord(word)
    if algorithm == "danish":
        return _ENDS_IN_EL.sub(r"\1l", stemmed)
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
