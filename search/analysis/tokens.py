"""Takes a text apart into words, and keeps where each one stood."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

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


def different(cleaned: str) -> set[str]:
    """The different words of a text that went through `clean`, as they are written."""
    return set(_WORD.findall(cleaned))


def places(cleaned: str, written: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The first and the one-past-last letter of these of its words, wherever they stand."""
    if not (alternatives := "|".join(map(re.escape, written))):
        return iter(())
    return (match.span() for match in re.finditer(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])", cleaned))


def lowered(word: str) -> str:
    """A word that was cut out of a text, as `words` gives it."""
    return word.lower()[:LONGEST]
