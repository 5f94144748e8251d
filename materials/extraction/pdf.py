"""Reads PDF page by page with pdfium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium

from materials.extraction.limits import Limits, Unreadable
from materials.extraction.paging import clean

_PASSWORD = 4  # FPDF_ERR_PASSWORD in fpdfview.h
_SECURITY = 5  # FPDF_ERR_SECURITY: an unknown way of locking


@contextmanager
def open_pdf(path: Path, limits: Limits) -> Iterator[pdfium.PdfDocument]:
    """Raises Unreadable "encrypted", "damaged" or "too_many_pages"."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        locked = error.err_code in {_PASSWORD, _SECURITY}
        raise Unreadable("encrypted" if locked else "damaged") from error
    with document:
        if len(document) > limits.max_pages:
            raise Unreadable("too_many_pages")
        if len(document) == 0:
            raise Unreadable("damaged")
        yield document


def pages(path: Path, limits: Limits, content_type: str) -> Iterator[str]:
    """One text a page, "" for a page of pictures; damaged when not one page can be opened."""
    with open_pdf(path, limits) as document:
        opened = 0
        for index in range(len(document)):
            text = _text(document, index)
            opened += text is not None
            if not opened and index == len(document) - 1:
                raise Unreadable("damaged")
            yield text or ""


def _text(document: pdfium.PdfDocument, index: int) -> str | None:
    """None when the page cannot be opened."""
    try:
        page = document[index]
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        return None
    text = clean(textpage.get_text_bounded())
    textpage.close()
    page.close()
    return text
