"""Makes PDF handouts on A4."""

import io
from functools import partial
from html import escape
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, ListFlowable, ListItem, PageBreak, SimpleDocTemplate, Spacer
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from demo import markup, palette, typefaces
from demo.markup import Block, Heading, Items, Paragraph, Table
from demo.reader import FileText

MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
FACES = {
    typefaces.REGULAR: "Text",
    typefaces.BOLD: "Text-Bold",
    typefaces.ITALIC: "Text-Italic",
    typefaces.SIGNS: "Signs",
}
BODY = ParagraphStyle(
    "body", fontName="Text", fontSize=11, leading=16, spaceAfter=6, textColor=palette.INK, alignment=TA_LEFT
)
CELL = ParagraphStyle("cell", BODY, fontSize=10, leading=13, spaceAfter=0)


def build(file: FileText, accent: str) -> bytes:
    _register()
    target = io.BytesIO()
    contents = [markup.blocks(page) for page in file.pages]
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=18 * mm,
        bottomMargin=20 * mm,
        title=_title(contents, file.name),
        invariant=1,  # no time and no random id in the file
    )
    frame = partial(_frame, accent=accent)
    document.build(_story(contents, accent), onFirstPage=frame, onLaterPages=frame)
    return target.getvalue()


def _register() -> None:
    if "Text" in pdfmetrics.getRegisteredFontNames():
        return
    for path, name in FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily("Text", normal="Text", bold="Text-Bold", italic="Text-Italic", boldItalic="Text-Bold")


def _title(contents: list[list[Block]], name: str) -> str:
    first = contents[0][0]
    return markup.plain(first.text) if isinstance(first, Heading) else name


def _frame(canvas: Canvas, document: SimpleDocTemplate, accent: str) -> None:
    canvas.setFillColor(colors.HexColor(accent))
    canvas.rect(0, 0, 4 * mm, A4[1], stroke=0, fill=1)
    canvas.setFillColor(colors.HexColor(palette.MUTED))
    canvas.setFont("Text", 9)
    canvas.drawRightString(A4[0] - MARGIN, 11 * mm, str(document.page))


def _story(contents: list[list[Block]], accent: str) -> list[Flowable]:
    story: list[Flowable] = []
    for number, content in enumerate(contents):
        if number:
            story.append(PageBreak())
        for block in content:
            story.extend(_flowables(block, accent))
    return story


def _flowables(block: Block, accent: str) -> list[Flowable]:
    match block:
        case Heading(level, text):
            return [Text(_lettered(text, typefaces.BOLD), _heading(level, accent))]
        case Paragraph(text):
            return [Text(_lettered(text), BODY)]
        case Items(items, first):
            return [_items(items, first, accent), Spacer(0, 6)]
        case Table(rows):
            return [_grid(rows, accent), Spacer(0, 10)]


def _heading(level: int, accent: str) -> ParagraphStyle:
    size = {1: 22, 2: 14.5}.get(level, 12)
    return ParagraphStyle(
        f"heading{level}",
        BODY,
        fontName="Text-Bold",
        fontSize=size,
        leading=size * 1.25,
        spaceBefore=0 if level == 1 else 9,
        spaceAfter=9 if level == 1 else 4,
        textColor=accent if level > 1 else palette.INK,
        keepWithNext=1,
    )


def _items(items: tuple[str, ...], first: int, accent: str) -> Flowable:
    rows = [ListItem(Text(_lettered(item), BODY), spaceAfter=2) for item in items]
    kind = (
        {"bulletType": "1", "start": first, "bulletFormat": "%s."} if first else {"bulletType": "bullet", "start": "•"}
    )
    return ListFlowable(rows, leftIndent=18, bulletFontName="Text", bulletFontSize=11, bulletColor=accent, **kind)


def _grid(rows: tuple[tuple[str, ...], ...], accent: str) -> Flowable:
    cells = [[_cell(text, header=not number) for text in row] for number, row in enumerate(rows)]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.6, colors.HexColor(palette.MUTED)),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor(accent)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    return Grid(cells, colWidths=_widths(rows), style=style, repeatRows=1)


def _cell(text: str, *, header: bool) -> Flowable:
    if not text:
        return Spacer(0, 18)  # room to write in
    if header:
        return Text(
            _lettered(text, typefaces.BOLD), ParagraphStyle("head", CELL, fontName="Text-Bold", textColor="white")
        )
    return Text(_lettered(text), CELL)


def _widths(rows: tuple[tuple[str, ...], ...]) -> list[float]:
    """Columns by their longest text, none narrower than a third of an even share."""
    longest = [min(60, max(6, *(len(text) for text in column))) for column in zip(*rows, strict=True)]
    least = WIDTH / len(longest) / 3
    free = WIDTH - least * len(longest)
    return [least + free * length / sum(longest) for length in longest]


def _lettered(text: str, face: Path = typefaces.REGULAR) -> str:
    """The line in reportlab's own markup, with another typeface where the first lacks a sign."""
    return "".join(_run(run, face) for run in markup.runs(text))


def _run(run: markup.Run, face: Path) -> str:
    face = typefaces.BOLD if run.bold else typefaces.ITALIC if run.italic else face
    text = "".join(
        f'<font name="{FACES[drawer]}">{escape(part, quote=False)}</font>'
        for drawer, part in typefaces.stretches(run.text, face)
    )
    return f'<a href="{escape(run.url)}" color="{palette.SPRUCE}">{text}</a>' if run.url else text
