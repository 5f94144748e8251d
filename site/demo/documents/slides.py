"""Makes PowerPoint files: one page of text is one slide, a last line `Noter: …` is what the teacher says."""

import io
import re
from collections.abc import Sequence

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Cm, Length, Pt

from demo import markup, palette
from demo.documents.packages import MADE, repacked
from demo.markup import Block, Heading, Items, Paragraph, Table
from demo.reader import FileText

FACE = "Calibri"
WIDTH, HEIGHT, MARGIN = Cm(33.867), Cm(19.05), Cm(2.2)
INNER = Length(WIDTH - 2 * MARGIN)
TITLE_AND_CONTENT = 1
NOTES = re.compile(r"^(?:Noter|Notes|Notizen): *(.*)\Z", re.MULTILINE | re.DOTALL)


def build(file: FileText, accent: str) -> bytes:
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for number, page in enumerate(file.pages):
        _slide(deck, page, accent, first=not number)
    properties = deck.core_properties
    properties.author = properties.last_modified_by = properties.title = ""
    properties.created = properties.modified = MADE.replace(tzinfo=None)
    target = io.BytesIO()
    deck.save(target)
    return repacked(target.getvalue(), without=frozenset())


def _slide(deck: Presentation, page: str, accent: str, *, first: bool) -> None:
    text, notes = NOTES.sub("", page), NOTES.search(page)
    content = markup.blocks(text)
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_CONTENT])
    _spine(slide, accent, Cm(1.4) if first else Cm(0.5))
    match content:
        case [Heading(_, title), *content]:
            _title(slide, markup.plain(title), first=first)
    _body(slide, content, top=Cm(8.2) if first else Cm(4.2), accent=accent)
    if notes:
        slide.notes_slide.notes_text_frame.text = " ".join(notes[1].split())


def _spine(slide: Slide, accent: str, width: Length) -> None:
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Length(0), Length(0), width, HEIGHT)
    bar.fill.solid()
    bar.fill.fore_color.rgb = RGBColor.from_string(accent[1:])
    bar.line.fill.background()


def _title(slide: Slide, text: str, *, first: bool) -> None:
    title: Shape = slide.shapes.title  # type: ignore[assignment]  # the layout has one
    title.left, title.width = MARGIN, INNER
    title.top, title.height = (Cm(3.6), Cm(4.2)) if first else (Cm(1.1), Cm(2.6))
    title.text_frame.word_wrap = True
    line = title.text_frame.paragraphs[0]
    line.alignment = None
    _write(line, text, Pt(44 if first else 32), bold=True)
    line._p.get_or_add_pPr().set("algn", "l")


def _body(slide: Slide, content: list[Block], *, top: Length, accent: str) -> None:
    body = slide.placeholders[1]
    body.left, body.top, body.width, body.height = MARGIN, top, INNER, HEIGHT - top - Cm(1.2)
    texts = [block for block in content if not isinstance(block, Table)]
    tables = [block for block in content if isinstance(block, Table)]
    size = _size(texts, bool(tables))
    _fill(body.text_frame, texts, size)
    if not texts:
        body._element.getparent().remove(body._element)
    for table in tables:
        room = Cm(5.5) if texts else Cm(0)
        _table(slide, table, top=Length(top + room), accent=accent)


def _size(texts: Sequence[Block], crowded: bool) -> Length:
    """Letters as large as the slide allows: points by the number of characters on it."""
    count = sum(len(str(block)) for block in texts) * (2 if crowded else 1)
    return Pt(26 if count < 260 else 23 if count < 420 else 20 if count < 650 else 17)


def _fill(frame: TextFrame, texts: Sequence[Block], size: Length) -> None:
    frame.word_wrap = True
    lines = [line for block in texts for line in _lines(block)]
    for number, (text, marked) in enumerate(lines):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        paragraph.space_after = Pt(8)
        _write(paragraph, text, size)
        if not marked:
            _unmarked(paragraph)


def _lines(block: Block) -> list[tuple[str, bool]]:
    """Texts, and whether each has a bullet."""
    match block:
        case Items(items, 0):
            return [(item, True) for item in items]
        case Items(items, first):
            return [(f"{first + number}. {item}", False) for number, item in enumerate(items)]
        case Heading(_, text):
            return [(f"**{markup.plain(text)}**", False)]
        case Paragraph(text):
            return [(text, False)]
        case Table():
            return []


def _unmarked(paragraph: _Paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.insert(0, properties.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}buNone", {}))


def _table(slide: Slide, table: Table, *, top: Length, accent: str) -> None:
    rows, columns = len(table.rows), len(table.rows[0])
    height = min(Cm(1.3) * rows, HEIGHT - top - Cm(1))
    frame = slide.shapes.add_table(rows, columns, MARGIN, top, INNER, Length(height))
    for number, row in enumerate(table.rows):
        for column, text in enumerate(row):
            cell = frame.table.cell(number, column)
            _write(cell.text_frame.paragraphs[0], text, Pt(16), bold=not number)
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string((palette.TINT if number else accent)[1:])


def _write(paragraph: _Paragraph, text: str, size: Length, *, bold: bool = False) -> None:
    for run in markup.runs(text):
        written = paragraph.add_run()
        written.text = run.text
        written.font.name, written.font.size = FACE, size
        written.font.bold, written.font.italic = bold or run.bold, run.italic
