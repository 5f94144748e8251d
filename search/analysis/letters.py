"""One form for every spelling: lower case, and å/aa, æ/ae, ø/oe the same."""

import re
import unicodedata
from itertools import islice, product

#: What two letters stand for in Danish, if they are not two.
ONE_LETTER = {"aa": "å", "ae": "æ", "oe": "ø"}
_TWO_LETTERS = re.compile("(aa|ae|oe)")
#: Ways to write a word that are told.
MOST_WAYS = 4
_LETTERS = {"å": "aa", "æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "ß": "ss"}


def canonical(text: str) -> str:
    """The form that words are compared in, before they are stemmed."""
    if text.isascii():
        return text.lower()
    return "".join(_canonical_letter(letter) for letter in unicodedata.normalize("NFC", text))


def ways_to_write(lower: str) -> list[str]:
    """A text in small letters, and then how else it may be written with or without å, æ and ø."""
    pieces = _TWO_LETTERS.split(canonical(lower))
    ways = product(*((piece, ONE_LETTER[piece]) if piece in ONE_LETTER else (piece,) for piece in pieces))
    return list(dict.fromkeys([lower, *map("".join, islice(ways, MOST_WAYS))]))[:MOST_WAYS]


def _canonical_letter(letter: str) -> str:
    """å becomes aa before accents go: never plain a, which would make `får` and `far` one word."""
    lowered = letter.lower()
    if lowered in _LETTERS:
        return _LETTERS[lowered]
    if lowered.isascii():
        return lowered
    return "".join(part for part in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(part))
