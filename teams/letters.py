"""Looks for words in a column, in big letters and small, on every database."""

from functools import reduce
from operator import or_

from django.db.models import Q


def has(column: str, words: str) -> Q:
    """Whether the column has these words, one after the other.

    SQLite takes `å` and `Å` for two letters, so words with such letters are looked for in each way they are written.
    """
    ways = {words, words.lower(), words.upper(), words.capitalize(), words.title()}
    return reduce(or_, (Q(**{f"{column}__icontains": way}) for way in sorted(set(map(_apart, ways)))))


def _apart(words: str) -> str:
    """Ways that differ for SQLite differ here: it knows big and small letters of the English alphabet alone."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in words)
