"""One form for every spelling: lower case, and å/aa, æ/ae, ø/oe the same."""

import unicodedata

_LETTERS = {"å": "aa", "æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "ß": "ss"}


def canonical(text: str) -> str:
    """The form that words are compared in, before they are stemmed."""
    if text.isascii():
        return text.lower()
    return "".join(_canonical_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _canonical_letter(letter: str) -> str:
    """å becomes aa before accents go: never plain a, which would make `får` and `far` one word."""
    lowered = letter.lower()
    if lowered in _LETTERS:
        return _LETTERS[lowered]
    if lowered.isascii():
        return lowered
    return "".join(part for part in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(part))
