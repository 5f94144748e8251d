"""Character 4-grams of words: what is alike in spelling though no rule knows it, compounds and typing errors too."""

from collections.abc import Iterable
from functools import lru_cache

from search.analysis.letters import canonical

LENGTH = 4
#: Stands for the beginning and the end of a word.
EDGE = "_"


@lru_cache(maxsize=1 << 16)
def grams_of(word: str) -> str:
    """`_vej vej_` for `vej`, separated by spaces; what is shorter is its own gram."""
    form = f"{EDGE}{canonical(word)}{EDGE}"
    return " ".join(form[at : at + LENGTH] for at in range(max(1, len(form) - LENGTH + 1)))


def grams(words: Iterable[str]) -> str:
    """Those of every word, in order."""
    return " ".join(map(grams_of, words))
