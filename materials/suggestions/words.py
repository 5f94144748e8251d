"""Takes a text apart into the words that guesses are made from. Pure."""

import re
from collections import Counter

#: A guess is made from the beginning of a text; more tells no more, and costs time.
MOST_LETTERS = 40_000
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)|\n\s*\n")
#: Words longer than this count as long in the readability index.
LONG = 6
LONGEST = 60


def words_in(text: str) -> Counter[str]:
    """Every word in lower case, with how often it stands there; what is longer than any word is left out."""
    return Counter(word for word in _WORD.findall(text[:MOST_LETTERS].lower()) if len(word) <= LONGEST)


def readability(text: str) -> float:
    """Björnsson's LIX: words in a sentence plus long words in a hundred; 15 is a first reader, 40 a newspaper."""
    words = _WORD.findall(text[:MOST_LETTERS])
    sentences = max(1, len(_SENTENCE_END.findall(text[:MOST_LETTERS])))
    long = sum(len(word) > LONG for word in words)
    return len(words) / sentences + 100 * long / max(1, len(words))
