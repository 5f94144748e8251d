"""Guesses the title: the first line of a text that reads like one, where the file's name says little. Pure."""

import re
from pathlib import PurePath

#: Lines at the head of a text in which a title may stand, and how many letters and words one has.
LINES = 6
SHORTEST, LONGEST, MOST_WORDS = 4, 90, 14
_FORM = re.compile(r"_{3,}|\.{4,}|…{2,}|^\s*(?:navn|klasse|dato|name|class|date|side|page)\b\s*[:_.]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
#: What files are called when nobody named them, and what is added when somebody saves one more time.
_SAYS_NOTHING = re.compile(
    r"scan\w*|img|dsc|pict?|bille?de?|photo|dokument|document|unavngivet|untitled|pr[aæ]sentation|presentation|kopi|copy"
    r"|ark|side|fil|file|elev|ny|nyt|nye|udgave|kladde|endelig|final|version|rettet|print|upload|download",
    re.IGNORECASE,
)


def title_from(name: str) -> str:
    """The title until somebody says better: `Brøker_på-tallinjen.docx` becomes `Brøker på tallinjen`."""
    stem = PurePath(name).stem.replace("_", " ").replace("-", " ")
    return " ".join(stem.split())[:200] or name[:200]


def title_of(name: str, text: str) -> str:
    """One line of the text, or nothing when the file's own name is a title already or the text holds none."""
    return "" if says_much(name) else first_line(text)


def says_much(name: str) -> bool:
    """A file name with at least two words that mean something."""
    return len([word for word in _WORD.findall(PurePath(name).stem) if not _SAYS_NOTHING.fullmatch(word)]) >= 2


def first_line(text: str) -> str:
    """Lines to fill in, page numbers, addresses and whole sentences are no titles."""
    lines = [" ".join(line.split()).lstrip("#").strip(" *_|") for line in text[:2000].splitlines()]
    return next((line for line in [line for line in lines if line][:LINES] if reads_like_a_title(line)), "")


def reads_like_a_title(line: str) -> bool:
    letters = sum(letter.isalpha() for letter in line)
    return (
        SHORTEST <= len(line) <= LONGEST
        and len(line.split()) <= MOST_WORDS
        and letters >= len(line) / 2
        and line[-1] not in ".,;:-"
        and not _FORM.search(line)
        and "://" not in line
        and "@" not in line
    )
