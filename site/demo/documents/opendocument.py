"""Makes OpenDocument texts."""

import io

from odfdo import Cell, Document, Element, Header, List, Row, Span, Style, Table, XmlPart
from odfdo import Paragraph as Line

from demo import markup
from demo.documents.packages import MADE, repacked
from demo.markup import Block, Heading, Items, Paragraph
from demo.reader import FileText

BORDER = "0.5pt solid #767F86"


def build(file: FileText, accent: str) -> bytes:
    document = Document("text")
    document.body.clear()
    _styles(document, accent)
    for number, page in enumerate(file.pages):
        if number:
            document.body.append(Line("", style="break"))
        for block in markup.blocks(page):
            for element in _elements(block):
                document.body.append(element)
    _fixed(document)
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue(), without=frozenset({"Thumbnails/thumbnail.png"}))


def _styles(document: Document, accent: str) -> None:
    sheet: XmlPart = document.get_part("styles.xml")  # type: ignore[assignment]
    for level in sheet.get_elements("//text:outline-level-style"):
        level.set_attribute("style:num-format", "")  # odfdo's own sheet numbers headings
        level.set_attribute("style:num-suffix", "")
    styles = [
        _with(Style("paragraph", name="break"), "paragraph", {"fo:break-before": "page"}),
        _lettered("body", size=11, space="0.25cm"),
        _lettered("heading1", size=20, space="0.35cm", bold=True),
        _lettered("heading2", size=14, space="0.2cm", bold=True, color=accent),
        _lettered("heading3", size=12, space="0.2cm", bold=True, color=accent),
        Style("text", name="strong", bold=True),
        Style("text", name="soft", italic=True),
        _with(Style("table-cell", name="cell"), "table-cell", {"fo:border": BORDER, "fo:padding": "0.1cm"}),
    ]
    for style in styles:
        document.insert_style(style, automatic=True)


def _lettered(name: str, *, size: int, space: str, bold: bool = False, color: str | None = None) -> Style:
    style = Style("paragraph", name=name, area="text", size=f"{size}pt", font="Liberation Sans", bold=bold, color=color)
    return _with(style, "paragraph", {"fo:margin-bottom": space, "fo:margin-top": "0.1cm"})


def _with(style: Style, area: str, properties: dict[str, str | dict[str, str]]) -> Style:
    style.set_properties(properties, area=area)
    return style


def _fixed(document: Document) -> None:
    """The times and the tool that the file tells of."""
    document.meta.creation_date = document.meta.date = MADE.replace(tzinfo=None)


def _elements(block: Block) -> list[Element]:
    match block:
        case Heading(level, text):
            return [_heading(level, markup.plain(text))]
        case Paragraph(text):
            return [_line(text)]
        case Items(items, 0):
            return [List([markup.plain(item) for item in items])]
        case Items(items, first):
            return [_line(f"{first + number}. {item}") for number, item in enumerate(items)]
        case markup.Table(rows):
            return [_table(rows)]


def _heading(level: int, text: str) -> Header:
    heading = Header(level, text)
    heading.set_attribute("text:style-name", f"heading{min(level, 3)}")
    return heading


def _line(text: str) -> Line:
    line = Line(style="body")
    for run in markup.runs(text):
        style = "strong" if run.bold else "soft" if run.italic else None
        line.append(Span(run.text, style=style) if style else run.text)
    return line


def _table(rows: tuple[tuple[str, ...], ...]) -> Table:
    table = Table("Table")
    for row in rows:
        line = Row()
        for text in row:
            line.append_cell(Cell(markup.plain(text), style="cell"))
        table.append_row(line)
    return table
