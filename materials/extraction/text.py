"""Reads plain text and Markdown in whatever letters they were saved."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from materials.extraction.limits import Limits
from materials.extraction.paging import by_section, by_size, clean

MOST_BYTES = 20_000_000
SAMPLE_BYTES = 100_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Danish and English teachers' machines have written; more choices make the guess worse on short texts.
_LIKELY = ["cp1252", "iso8859_15", "cp850", "cp865", "mac_roman"]
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEADING = re.compile(r"^(?=#{1,2} )", re.MULTILINE)
_FENCE = re.compile(r"^(```|~~~)", re.MULTILINE)


def looks_like_text(head: bytes) -> bool:
    """No control characters but the usual ones; UTF-16 only with its mark, or it would be anything."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "replace").encode()
    return bool(head) and not _CONTROLS.search(head)


def decode(data: bytes) -> str:
    """Never fails: mark, then UTF-8, then the likely one of the older Western encodings."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data)  # a character cut at the end is dropped
    except UnicodeDecodeError:
        return data.decode(_guessed(data), "replace")


def _guessed(data: bytes) -> str:
    # Imported here: recognizing a file needs this module, in the web process, but not the detector's tables.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE_BYTES], cp_isolation=_LIKELY, steps=10).best()
    return best.encoding if best else "cp1252"


def pages(path: Path, limits: Limits, content_type: str) -> Iterator[str]:
    """By form feed and size, Markdown by its first two levels of headings; at most the first 20 MB are read."""
    with path.open("rb") as stream:
        text = decode(stream.read(min(MOST_BYTES, limits.max_characters * 4)))
    if content_type == "text/markdown":
        yield from map(clean, by_section(_sections(text)))
        return
    for part in text.split("\f"):
        yield from map(clean, by_size(clean(part)))


def _sections(text: str) -> Iterator[str]:
    """Cut before headings, but not inside fenced code, where a # is a comment."""
    fenced = False
    waiting = ""
    for section in _HEADING.split(text):
        waiting = waiting + section if fenced else section
        fenced = len(_FENCE.findall(waiting)) % 2 == 1
        if not fenced:
            yield clean(waiting)
    if fenced:
        yield clean(waiting)
