"""Takes a text apart into words, and keeps where each one stood."""

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
#: Soft hyphens and joiners stand inside words without being letters of them.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
#: From which letter to which, the last not included.
Span = tuple[int, int]
#: No language has longer words; what is longer is data.
LONGEST = 64


def clean(text: str) -> str:
    """The text that tokens are counted in: composed letters, nothing invisible."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        for mark in _INVISIBLE:  # a pattern takes three times as long where there is none, as in nearly every text
            text = text.replace(mark, "")
    return text


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


def places(cleaned: str, written: Iterable[str]) -> list[Span]:
    """The first and the one-past-last letter of these of its words, wherever they stand, in order."""
    return sorted(place for word in written for place in _places_of(word, cleaned))


def together(cleaned: str, spans: Iterable[Span]) -> Iterator[list[Span]]:
    """The same in runs of several words between which no other word stands."""
    run: list[Span] = []
    for span in spans:
        if run and _WORD.search(cleaned, run[-1][1], span[0]):
            if len(run) > 1:
                yield run
            run = []
        run.append(span)
    if len(run) > 1:
        yield run


def _places_of(word: str, cleaned: str) -> Iterator[Span]:
    end = 0
    while (start := cleaned.find(word, end)) >= 0:
        end = start + len(word)
        if not (cleaned[start - 1 : start].isalnum() or cleaned[end : end + 1].isalnum()):
            yield start, end


def lowered(word: str) -> str:
    """A word that was cut out of a text, as `words` gives it."""
    return word.lower()[:LONGEST]
