"""Makes Word files."""

import io

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from demo import markup, palette
from demo.documents.packages import MADE, repacked
from demo.markup import Block, Heading, Items, Paragraph, Table
from demo.reader import FileText

FACE = "Calibri"
INDENT = Cm(0.75)


def build(file: FileText, accent: str) -> bytes:
    document = docx.Document()
    _dress(document, accent)
    for number, page in enumerate(file.pages):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for block in markup.blocks(page):
            _add(document, block, accent)
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def _dress(document: Document, accent: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(1.9)
    for name, size in {"Normal": 11, "Title": 22, "Heading 1": 20, "Heading 2": 14, "Heading 3": 12}.items():
        style = document.styles[name]
        style.font.name, style.font.size = FACE, Pt(size)
        for attribute in ("w:asciiTheme", "w:hAnsiTheme"):
            style.element.get_or_add_rPr().get_or_add_rFonts().attrib.pop(qn(attribute), None)
        if name.startswith("Heading"):
            style.font.color.rgb = RGBColor.from_string((palette.INK if name == "Heading 1" else accent)[1:])
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.title = ""
    properties.created = properties.modified = MADE.replace(tzinfo=None)


def _add(document: Document, block: Block, accent: str) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(markup.plain(text), min(level, 3))
        case Paragraph(text):
            _write(document.add_paragraph(), text)
        case Items(items, first):
            for number, item in enumerate(items):
                _item(document, item, first + number if first else 0)
        case Table(rows):
            _table(document, rows, accent)


def _item(document: Document, item: str, number: int) -> None:
    if not number:
        _write(document.add_paragraph(style="List Bullet"), item)
        return
    line = document.add_paragraph()
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = INDENT, -INDENT
    line.paragraph_format.tab_stops.add_tab_stop(INDENT)
    line.add_run(f"{number}.\t")
    _write(line, item)


def _table(document: Document, rows: tuple[tuple[str, ...], ...], accent: str) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            line = cell.paragraphs[0]
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(3)
            _write(line, text)
            if not number:
                _shade(cell, accent)
    document.add_paragraph()


def _shade(cell: _Cell, accent: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), accent[1:])
    cell._tc.get_or_add_tcPr().append(shade)
    for run in cell.paragraphs[0].runs:
        run.bold, run.font.color.rgb = True, RGBColor(255, 255, 255)


def _write(line: Line, text: str) -> None:
    for run in markup.runs(text):
        written = line.add_run(f"{run.text} ({run.url})" if run.url else run.text)
        written.bold, written.italic = run.bold or None, run.italic or None
