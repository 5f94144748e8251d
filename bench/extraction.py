"""Measures what reading ordinary files costs, against what the designs promise."""

from __future__ import annotations

import io
import statistics
import tempfile
from pathlib import Path

import docx
import openpyxl
import pptx
from odfdo import Document, Paragraph
from reportlab.pdfgen.canvas import Canvas

from bench._timing import timed
from materials.extraction.child import read_file, read_text
from materials.extraction.kinds import recognize
from materials.extraction.limits import Limits
from materials.extraction.processes import end_all

ROUNDS = 9
PAGES = 20
SENTENCE = "Vi deler æblekagen i otte lige store stykker og skriver brøken ned. "
MEGABYTE = 1_000_000

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    """Rows of what was measured, the figure, its unit and the target; medians, peaks are the largest seen."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        for name, make in _OFFICE.items():
            path.write_bytes(make())
            rows.extend(_office(path, name))
        path.write_bytes(_pdf())
        rows.extend(_twenty_pages(path, Path(folder)))
    end_all()
    return rows


def _office(path: Path, name: str) -> list[Row]:
    kind = recognize(path, name)
    end_all()
    peak, first = timed(lambda: read_text(path, kind, Limits()).peak_bytes)
    again = [timed(lambda: read_text(path, kind, Limits()).peak_bytes) for _ in range(ROUNDS)]
    peak = max(peak, *(found for found, _ in again))
    return [
        (f"{name}: first of its kind, library loaded", first * 1_000, "ms", 100),
        (f"{name}: every further one", statistics.median(took for _, took in again) * 1_000, "ms", 100),
        (f"{name}: peak memory", peak / MEGABYTE, "MB", 64),
    ]


def _twenty_pages(path: Path, folder: Path) -> list[Row]:
    end_all()
    peak, took = timed(lambda: read_file(path, "x.pdf", out_dir=folder).peak_bytes)
    return [
        (f"{PAGES}-page PDF: text, page images and thumbnail", took, "s", 3),
        (f"{PAGES}-page PDF: peak memory", peak / MEGABYTE, "MB", 128),
    ]


def _docx() -> bytes:
    document = docx.Document()
    for _ in range(PAGES * 5):
        document.add_paragraph(SENTENCE * 8)
    return _saved(document)


def _pptx() -> bytes:
    deck = pptx.Presentation()
    for _ in range(PAGES):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.placeholders[1].text = SENTENCE * 5
        slide.notes_slide.notes_text_frame.text = SENTENCE
    return _saved(deck)


def _xlsx() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.create_sheet()
    for number in range(500):
        sheet.append([number, SENTENCE, number / 7])
    return _saved(workbook)


def _odt() -> bytes:
    document = Document("text")
    for _ in range(PAGES * 5):
        document.body.append(Paragraph(SENTENCE * 8))
    return _saved(document)


def _pdf() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    for _ in range(PAGES):
        for line in range(40):
            canvas.drawString(60, 780 - 18 * line, SENTENCE)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


_OFFICE = {"x.docx": _docx, "x.pptx": _pptx, "x.xlsx": _xlsx, "x.odt": _odt}
