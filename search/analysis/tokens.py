"""Takes a text apart into words, and keeps where each one stood."""

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
#: Soft hyphens and joiners stand inside words without being letters of them.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
#: No language has longer words; what is longer is data.
LONGEST = 64


def clean(text: str) -> str:
    """The text that tokens are counted in: composed letters, nothing invisible."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def words(text: str) -> list[str]:
    """The words of a text in order, in lower case."""
    return [word[:LONGEST] for word in _WORD.findall(clean(text).lower())]


def respelled(lower: str, spelling: Callable[[str], str]) -> str:
    """A cleaned text in lower case with each of its words, as `words` gives it, in another spelling."""
    return _WORD.sub(lambda found: spelling(found[0][:LONGEST]), lower)


def around_last(cleaned: str) -> tuple[str, str, str]:
    """What stands before the last word of a cleaned text, this word as it is written, and what stands after it."""
    last = deque(_WORD.finditer(cleaned), maxlen=1)
    start, end = last[0].span() if last else (len(cleaned), len(cleaned))
    return cleaned[:start], cleaned[start:end], cleaned[end:]


def different(pieces: Iterable[str]) -> set[str]:
    """The different words of a cleaned text's pieces between blanks, as they are written."""
    said = set(pieces)
    odd = {piece for piece in said if not piece.isalnum()}
    return (said - odd).union(_WORD.findall(" ".join(odd)))


def places(cleaned: str, written: Iterable[str]) -> list[tuple[int, int]]:
    """The first and the one-past-last letter of these of its words, wherever they stand, in order."""
    return sorted(place for word in written for place in _places_of(word, cleaned))


def _places_of(word: str, cleaned: str) -> Iterator[tuple[int, int]]:
    end = 0
    while (start := cleaned.find(word, end)) >= 0:
        end = start + len(word)
        if not (cleaned[start - 1 : start].isalnum() or cleaned[end : end + 1].isalnum()):
            yield start, end


def lowered(word: str) -> str:
    """A word that was cut out of a text, as `words` gives it."""
    return word.lower()[:LONGEST]
