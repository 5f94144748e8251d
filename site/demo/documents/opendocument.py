"""Makes OpenDocument texts."""

import io

from odfdo import Document, Element, Header, List, Row, Span, Style, Table
from odfdo import Paragraph as Line

from demo import markup
from demo.documents.packages import MADE, repacked
from demo.markup import Block, Heading, Items, Paragraph
from demo.reader import FileText


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
    document.insert_style(
        Style("paragraph", name="break", area="paragraph", **{"fo:break-before": "page"}), automatic=True
    )
    document.insert_style(Style("text", name="strong", bold=True), automatic=True)
    document.insert_style(Style("text", name="soft", italic=True), automatic=True)


def _fixed(document: Document) -> None:
    """The times and the tool that the file tells of."""
    document.meta.creation_date = document.meta.date = MADE.replace(tzinfo=None)


def _elements(block: Block) -> list[Element]:
    match block:
        case Heading(level, text):
            return [Header(level, markup.plain(text))]
        case Paragraph(text):
            return [_line(text)]
        case Items(items, 0):
            return [List([markup.plain(item) for item in items])]
        case Items(items, first):
            return [_line(f"{first + number}. {item}") for number, item in enumerate(items)]
        case markup.Table(rows):
            return [_table(rows)]


def _line(text: str) -> Line:
    line = Line()
    for run in markup.runs(text):
        style = "strong" if run.bold else "soft" if run.italic else None
        line.append(Span(run.text, style=style) if style else run.text)
    return line


def _table(rows: tuple[tuple[str, ...], ...]) -> Table:
    table = Table("Table")
    for row in rows:
        line = Row()
        line.set_values([markup.plain(text) for text in row])
        table.append_row(line)
    return table
