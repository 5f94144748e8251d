"""Which words of a search may be kept: those that tell what is missing, and nothing that points at a person."""

import unicodedata

from search.analysis.stop_words import saying_nothing
from search.analysis.tokens import words
from search.criteria import Criteria

MOST_WORDS, MOST_LETTERS = 6, 80
#: A birthday, with which a CPR number begins, has six digits; a telephone number eight. A year has four.
MOST_DIGITS = 5
#: Signs of addresses: of mail, and of pages.
OF_ADDRESSES = ("@", "://", "www.")


def words_to_keep(criteria: Criteria) -> tuple[str, ...]:
    """The words in small letters, without those that say nothing alone; none when the search must not be kept.

    Grades that were typed are no words. A search that was narrowed, that leaves something out, or that is longer than
    what people call things is not kept at all: a part of it would be something that nobody looked for.
    """
    found, typed = telling(criteria.words), words(_folded(criteria.words))
    is_short = len(typed) <= MOST_WORDS and len(" ".join(typed)) <= MOST_LETTERS
    tells = any(len(word) > 1 for word in found)
    if not (is_short and tells) or _is_narrowed(criteria) or _points_at_somebody(_folded(criteria.words)):
        return ()
    return found


def telling(typed: str) -> tuple[str, ...]:
    """Its different words in small letters, without those that say nothing alone."""
    said = dict.fromkeys(words(_folded(typed)))
    silent = saying_nothing(said)
    return tuple(word for word in said if word not in silent)


def _folded(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).casefold()


def _is_narrowed(criteria: Criteria) -> bool:
    """By anything but grades that were typed among the words."""
    chosen = {(name, value) for name, values in criteria.filters.items() for value in values}
    return (
        criteria.as_words
        or bool(criteria.question.unwanted)
        or chosen != {("grade", grade) for grade in criteria.typed_grades}
    )


def _points_at_somebody(typed: str) -> bool:
    """Digits are counted wherever they stand: numbers are written with spaces, dots and words between."""
    has_address = any(sign in typed for sign in OF_ADDRESSES)
    return has_address or sum(letter.isdigit() for letter in typed) > MOST_DIGITS
