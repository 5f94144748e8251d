"""Makes the files that teachers drop, with known words on known pages."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import docx
import openpyxl
import pptx
from odfdo import Document, DrawPage, Frame, Header, Paragraph, Style
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.materials.extraction.hostile import zipped

FIRST, SECOND = "Brøker på æblegrød, år 5", "Øvelse: rødgrød med fløde"
NOTE = "Husk at dele æbler ud"


def decomposed(text: str) -> str:
    """å as a and a ring, as Apple's file names and some editors have it."""
    return unicodedata.normalize("NFD", text)


def make_docx(*, breaks: bool = True) -> bytes:
    document = docx.Document()
    document.add_heading(FIRST)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "tæller", "nævner"
    if breaks:
        document.add_page_break()
    document.add_paragraph(decomposed(SECOND))
    return _saved(document)


def make_long_docx(paragraphs: int = 100) -> bytes:
    document = docx.Document()
    for number in range(paragraphs):
        document.add_paragraph(f"Afsnit {number}. " + "En sætning om brøker. " * 5)
    return _saved(document)


def make_pptx() -> bytes:
    deck = pptx.Presentation()
    for title, note in ((FIRST, NOTE), (SECOND, "")):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "Første punkt\nAndet punkt"
        if note:
            slide.notes_slide.notes_text_frame.text = note
    cell = deck.slides[1].shapes.add_table(1, 1, 0, 0, 99999, 99999).table.cell(0, 0)
    cell.text = "i tabellen"
    return _saved(deck)


def make_xlsx() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Børn"
    workbook.active.append([FIRST, None, 3])
    workbook.create_sheet("Øvelser").append([SECOND, "=1+1"])
    return _saved(workbook)


def make_odt() -> bytes:
    document = Document("text")
    document.body.clear()
    breaking = Style("paragraph", name="Ny side")
    breaking.set_properties({"fo:break-before": "page"})
    document.insert_style(breaking, automatic=True)
    document.body.append(Header(1, FIRST))
    document.body.append(Paragraph(decomposed(SECOND), style="Ny side"))
    return _saved(document)


def make_odt_with_picture(picture: Path, *, linked: bool) -> bytes:
    document = Document("text")
    document.body.clear()
    address = picture.as_uri() if linked else document.add_file(picture)
    paragraph = Paragraph()
    paragraph.append(Frame.image_frame(address, size=("12cm", "12cm"), anchor_type="paragraph"))
    document.body.append(paragraph)
    return _saved(document)


def make_odp() -> bytes:
    document = Document("presentation")
    document.body.clear()
    for number, text in enumerate((FIRST, SECOND)):
        page = DrawPage(f"side{number}")
        page.append(Frame.text_frame(text, size=("9cm", "3cm"), position=("1cm", "1cm")))
        document.body.append(page)
    return _saved(document)


def make_pdf(*texts: str, password: str = "") -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842), encrypt=password or None)
    for text in texts or (FIRST, SECOND):
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def make_scanned_pdf() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (400, 600), "lightgray").save(target, "PDF")
    return target.getvalue()


def make_html() -> bytes:
    lines = "<p>" + "Et afsnit om grød. " * 30 + "</p>"
    body = f"<h1>{FIRST}</h1>{lines}<script>ond()</script><h2>{SECOND}</h2>{lines}<ul><li>en<li>to</ul>"
    return f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>".encode()


def make_epub() -> bytes:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/bog.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="b" href="kapitel%202.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="kapitel1.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{}</p></body></html>'
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/bog.opf": opf,
            "OEBPS/kapitel1.xhtml": page.format(FIRST),
            "OEBPS/kapitel 2.xhtml": page.format(SECOND),
        }
    )


def make_photo(size: tuple[int, int] = (2_000, 1_000)) -> bytes:
    """Lying on its side, with the place where it was taken."""
    image = Image.new("RGB", size, "navy")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter to the right
    exif[0x013B] = "Maja Holm"
    exif.get_ifd(0x8825)[1] = "N"
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    return target.getvalue()


def _saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()
