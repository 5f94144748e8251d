"""Reads PowerPoint files slide by slide, each with the words spoken to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.slide import Slide

from materials.extraction.limits import Limits, Unreadable
from materials.extraction.paging import clean
from materials.extraction.zips import open_zip

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PLAIN = {f"{A}p": "\n", f"{A}br": "\n", f"{A}tab": "\t"}


def pages(path: Path, limits: Limits, content_type: str) -> Iterator[str]:
    """One text a slide, hidden slides too: title, text boxes, tables and groups as they lie, then the notes."""
    with open_zip(path, limits):
        pass
    try:
        slides = list(Presentation(str(path)).slides)
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise Unreadable("damaged") from error
    if len(slides) > limits.max_pages:
        raise Unreadable("too_many_pages")
    for slide in slides:
        yield clean(f"{_text(slide.element)}\n\n{_notes(slide)}")


def _notes(slide: Slide) -> str:
    if not slide.has_notes_slide:
        return ""
    frame = slide.notes_slide.notes_text_frame
    return frame.text if frame is not None else ""


def _text(element: etree._Element) -> str:
    written: list[str] = []
    for part in element.iter(f"{A}t", *_PLAIN):
        if next(part.iterancestors(FALLBACK), None) is None:
            written.append(_PLAIN.get(part.tag) or part.text or "")
    return "".join(written)
