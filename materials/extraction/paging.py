"""Cuts running text into pages, and makes any text safe to store and to compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

PAGE_SIZE = 3_000  # characters, about one printed page
SECTION_MINIMUM = 500  # a heading followed by a line is no page of its own

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\ufeff\ufdd0-\ufdef\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """NFC; no control characters, soft hyphens or lone surrogates; at most one blank line running.

    pdfium writes U+FFFE for a hyphen at the end of a line: the word is put together again.
    """
    text = re.sub("\ufffe\\s*", "", text).replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def by_size(text: str, size: int = PAGE_SIZE) -> Iterator[str]:
    """Pages of about `size` characters that end where a line ends; a longer line is cut."""
    page: list[str] = []
    length = 0
    for line in _short_lines(text, size):
        if page and length + len(line) > size:
            yield "\n".join(page)
            page, length = [], 0
        page.append(line)
        length += len(line) + 1
    if page:
        yield "\n".join(page)


def _short_lines(text: str, size: int) -> Iterator[str]:
    for line in text.split("\n"):
        while len(line) > size:
            cut = line.rfind(" ", size // 2, size)
            cut = cut if cut > 0 else size
            yield line[:cut]
            line = line[cut:].lstrip(" ")
        yield line


def by_section(sections: Iterable[str]) -> Iterator[str]:
    """One page a section; short ones join the next, long ones are cut by size."""
    waiting = ""
    for section in sections:
        waiting = f"{waiting}\n{section}" if waiting else section
        if len(waiting) >= SECTION_MINIMUM:
            yield from long_page(waiting)
            waiting = ""
    if waiting.strip():
        yield from long_page(waiting)


def long_page(text: str) -> Iterator[str]:
    """The text as it is, unless it is longer than two pages."""
    if len(text) > 2 * PAGE_SIZE:
        yield from by_size(text)
    else:
        yield text
