"""Ordinary files give their words page by page, Danish letters and all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from materials.extraction.limits import Limits
from materials.extraction.reading import Reading
from tests.materials.extraction import ordinary
from tests.materials.extraction.ordinary import FIRST, NOTE, SECOND

Read = Callable[..., Reading]

PAGED = {
    "side.docx": ordinary.make_docx,
    "side.pptx": ordinary.make_pptx,
    "side.xlsx": ordinary.make_xlsx,
    "side.odt": ordinary.make_odt,
    "side.odp": ordinary.make_odp,
    "side.pdf": ordinary.make_pdf,
    "side.html": ordinary.make_html,
}


@pytest.mark.parametrize("name", PAGED)
def test_every_page_has_its_own_words(name: str, read: Read) -> None:
    reading = read(PAGED[name](), name)
    assert (reading.status, reading.page_count) == ("read", 2)
    first, second = reading.pages
    assert (first.number, second.number) == (1, 2)
    assert FIRST in first.text
    assert SECOND not in first.text
    assert SECOND in second.text
    assert FIRST not in second.text


def test_notes_and_tables_belong_to_their_slide(read: Read) -> None:
    first, second = read(ordinary.make_pptx(), "x.pptx").pages
    assert NOTE in first.text
    assert NOTE not in second.text
    assert "i tabellen" in second.text


def test_a_sheet_gives_its_name_and_its_values(read: Read) -> None:
    reading = read(ordinary.make_xlsx(), "x.xlsx")
    assert reading.pages[0].text == f"Børn\n{FIRST} 3"
    assert "=1+1" not in reading.pages[1].text


def test_a_document_without_breaks_is_cut_at_the_end_of_paragraphs(read: Read) -> None:
    reading = read(ordinary.make_long_docx(), "lang.docx")
    assert reading.page_count == 5
    assert all(page.text.startswith("Afsnit") and len(page.text) <= 3_000 for page in reading.pages)


def test_a_short_document_without_breaks_is_one_page(read: Read) -> None:
    (page,) = read(ordinary.make_docx(breaks=False), "kort.docx").pages
    assert FIRST in page.text
    assert SECOND in page.text
    assert "tæller\nnævner" in page.text


def test_a_book_is_read_in_the_order_of_its_spine(read: Read) -> None:
    reading = read(ordinary.make_epub(), "bog.epub")
    text = "\n".join(page.text for page in reading.pages)
    assert reading.kind.kind == "epub"
    assert -1 < text.find(FIRST) < text.find(SECOND)


def test_a_web_page_gives_what_is_seen_and_no_script(read: Read) -> None:
    text = "\n".join(page.text for page in read(ordinary.make_html(), "x.html").pages)
    assert "ond()" not in text
    assert "en\nto" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_text_is_read_in_whatever_letters_it_was_saved(encoding: str, read: Read) -> None:
    text = f"{FIRST}. {SECOND}. Vi måler på skolens gård, og så går vi ind igen og spiser æbler."
    reading = read(text.encode(encoding), "note.txt")
    assert [page.text for page in reading.pages] == [text]


def test_markdown_is_cut_before_headings_but_not_within_code(read: Read) -> None:
    filler = "En sætning om brøker. " * 30
    source = f"# {FIRST}\n{filler}\n```\n# en kommentar\n```\n## {SECOND}\n{filler}"
    first, second = read(source.encode(), "plan.md").pages
    assert "# en kommentar" in first.text
    assert second.text.startswith(f"## {SECOND}")


def test_a_scanned_pdf_is_read_and_says_that_it_has_no_text(read: Read) -> None:
    reading = read(ordinary.make_scanned_pdf(), "scan.pdf")
    assert (reading.status, reading.page_count) == ("read", 1)
    assert "no_text" in reading.notes
    assert len(reading.images) == 1


def test_text_beyond_the_limit_is_cut_and_says_so(read: Read) -> None:
    reading = read(b"ord " * 10_000, "lang.txt", limits=Limits(max_characters=8_000))
    assert "text_cut" in reading.notes
    assert sum(len(page.text) for page in reading.pages) <= 8_000


@pytest.mark.parametrize("name", ["lyd.mp3", "film.mp4"])
def test_sound_and_film_are_kept_and_not_read(name: str, read: Read) -> None:
    data = b"ID3\x03" + bytes(100) if name == "lyd.mp3" else b"\0\0\0\x18ftypisom" + bytes(100)
    reading = read(data, name)
    assert (reading.status, reading.reason) == ("unreadable", "unsupported")
    assert reading.kind.safe_inline
