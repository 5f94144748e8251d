"""Written vocabularies: which words speak of what, and how much of a text does. Pure."""

import math
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

#: A word counts no more often than this, so that one refrain does not decide.
MOST = 9
#: Shorter entries stand for themselves and their inflections alone: `mel` is not the beginning of `melodi`.
SHORT, LONGEST = 5, 24
INFLECTIONS = frozenset({"", "e", "en", "er", "erne", "ene", "et", "n", "ne", "r", "rne", "s", "t", "te", "ede"})


@cache
def vocabulary(name: str) -> dict[str, dict[str, float]]:
    """Each entry's topics and weights: a word of one topic weighs more than one that several share."""
    written = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
    topics: dict[str, list[str]] = {}
    for topic, text in written.items():
        for entry in dict.fromkeys(text.split()):
            topics.setdefault(entry, []).append(topic)
    every = len(written)
    return {entry: dict.fromkeys(found, math.log(1 + every / len(found) ** 2)) for entry, found in topics.items()}


def entries_for(word: str) -> Iterator[str]:
    """What a word may stand as in a vocabulary: itself, a beginning, or a part of a compound."""
    yield f"={word}"
    for end in range(2, min(len(word), LONGEST) + 1):
        if end >= SHORT or word[end:] in INFLECTIONS:
            yield word[:end]
    for start in range(len(word) - 2):
        for end in range(start + 3, min(len(word), start + LONGEST) + 1):
            yield f"*{word[start:end]}"


def weights(words: Counter[str], name: str) -> dict[str, float]:
    """How much of the text speaks of each topic, in no unit."""
    known = vocabulary(name)
    times: Counter[str] = Counter()
    for word, count in words.items():
        for entry in entries_for(word):
            if entry in known:
                times[entry] += count
    total: dict[str, float] = {}
    for entry, count in times.items():
        for topic, weight in known[entry].items():
            total[topic] = total.get(topic, 0.0) + weight * math.sqrt(min(count, MOST))
    return total
