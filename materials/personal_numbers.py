"""Finds Danish CPR numbers in a text by their form and their date. Pure; what is found is never repeated.

Source: the CPR office, "Personnummeret i CPR": the seventh digit tells the century of the year, and the first six are a
day that was. The older checksum is not asked for: numbers without it have been given out since 2007.
"""

import datetime
import re
import unicodedata

#: Six digits and four, perhaps with a line and blanks between; no longer number around them.
FORM = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)[ \t]?[-\u2010-\u2015\u2212]?[ \t]?(\d)\d{3}(?!\d)")
#: Signs that do not show, between digits as anywhere.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def holds_personal_number(text: str, *, today: datetime.date) -> bool:
    """Whether there is one; a false alarm costs an editor a glance, one that is missed costs a pupil their number."""
    plain = unicodedata.normalize("NFKC", text).translate(UNSEEN)
    return any(is_birthday(*map(int, found.groups()), today=today) for found in FORM.finditer(plain))


def is_birthday(day: int, month: int, year: int, seventh: int, *, today: datetime.date) -> bool:
    """Whether the first seven digits are of somebody born on a day that was."""
    try:
        return datetime.date(century(year, seventh) + year, month, day) <= today
    except ValueError:
        return False


def century(year: int, seventh: int) -> int:
    """1800, 1900 or 2000, by the two digits of the year and the seventh digit."""
    if seventh <= 3:
        return 1900
    if seventh in {4, 9}:
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800
