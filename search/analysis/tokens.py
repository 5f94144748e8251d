"""Takes a text apart into words, and keeps where each one stood."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
#: Soft hyphens and joiners stand inside words without being letters of them.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
#: No language has longer words; what is longer is data.
LONGEST = 64


class Token(NamedTuple):
    """A word as it was written, and its first and its one-past-last letter in the clean text."""

    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """The text that tokens are counted in: composed letters, nothing invisible."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def words(text: str) -> list[str]:
    """The words of a text in order, in lower case."""
    return [word[:LONGEST] for word in _WORD.findall(clean(text).lower())]


def tokens(cleaned: str) -> Iterator[Token]:
    """The words of a text that went through `clean`, with their places in it."""
    for match in _WORD.finditer(cleaned):
        yield Token(match[0].lower()[:LONGEST], match.start(), match.end())
