"""One form for every spelling: lower case, and å/aa, æ/ae, ø/oe the same."""

import unicodedata

_LETTERS = {"å": "aa", "æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "ß": "ss"}


def fold(text: str) -> str:
    """The form that texts and questions are compared in."""
    return "".join(fold_letter(letter) for letter in unicodedata.normalize("NFC", text))


def fold_letter(letter: str) -> str:
    """å becomes aa before accents go: never plain a, which would make `får` and `far` one word."""
    lowered = letter.lower()
    if lowered in _LETTERS:
        return _LETTERS[lowered]
    if lowered.isascii():
        return lowered
    return "".join(part for part in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(part))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters the place in `text` that it came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        part = fold_letter(letter)
        folded.append(part)
        places.extend([place] * len(part))
    return "".join(folded), places
