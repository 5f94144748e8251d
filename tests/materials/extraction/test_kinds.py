"""The bytes say what a file is; its name is only compared, and made safe to show."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from materials.extraction.kinds import recognize
from materials.extraction.names import LONGEST, clean_name
from tests.materials.extraction import hostile, ordinary

KINDS = [
    (ordinary.make_docx, "a.docx", "office"),
    (ordinary.make_pptx, "a.pptx", "office"),
    (ordinary.make_xlsx, "a.xlsx", "office"),
    (ordinary.make_odt, "a.odt", "opendocument"),
    (ordinary.make_epub, "a.epub", "epub"),
    (ordinary.make_pdf, "a.pdf", "pdf"),
    (ordinary.make_html, "a.html", "html"),
    (ordinary.make_photo, "a.jpg", "image"),
    (lambda: b"# Overskrift", "a.md", "markdown"),
    (lambda: b"navn;klasse\nEva;5", "a.csv", "text"),
    (lambda: hostile.zipped({"h5p.json": "{}"}), "a.h5p", "h5p"),
    (lambda: hostile.zipped({"a": "b"}), "a.zip", "archive"),
    (lambda: b"RIFF\0\0\0\0WAVEfmt ", "a.wav", "audio"),
    (lambda: b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", "a.webm", "video"),
    (lambda: b"{\\rtf1 hej}", "a.rtf", "office"),
    (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "image"),
]


@pytest.mark.parametrize(("make", "name", "kind"), KINDS, ids=[row[1] for row in KINDS])
def test_the_kind_is_known_without_the_name(make: object, name: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_bytes(make())  # type: ignore[operator]
    honest, renamed = recognize(path, name), recognize(path, "x.7z" if kind not in {"archive", "h5p"} else "x.pdf")
    assert honest.kind == kind
    assert "mismatch" not in honest.notes
    assert "mismatch" in renamed.notes
    assert not renamed.safe_inline
    if kind not in {"markdown", "text"}:
        assert (renamed.kind, renamed.content_type) == (honest.kind, honest.content_type)


@pytest.mark.parametrize(
    "markup",
    [
        "<!-- x --><html><script>alert(1)</script>",
        "\ufeff  <!DOCTYPE HTML><p>x",
        "<script>alert(1)</script>",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
        "<img src=x onerror=alert(1)>",
    ],
)
@pytest.mark.parametrize("name", ["x.pdf", "x.png", "x.txt", "x"])
def test_markup_is_markup_under_any_name(markup: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_text(markup, encoding="utf-8")
    found = recognize(path, name)
    assert found.kind == "html"
    assert not found.safe_inline


def test_svg_is_never_shown_inline(tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_text("<?xml version='1.0'?><!-- x --><svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    assert recognize(path, "x.svg") == ("image", "image/svg+xml", False, frozenset())


def test_an_ordinary_picture_is_shown_inline(tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_bytes(ordinary.make_photo())
    assert recognize(path, "ferie.JPG").safe_inline


@pytest.mark.parametrize(
    "data", [b"", b"P", b"PK\x03\x04", b"%PDF-", b"\xff\xd8\xff", b"RIFF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_file_of_a_few_bytes_is_some_kind(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_bytes(data)
    assert recognize(path, "x").content_type


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("brøker.pdf", "brøker.pdf"),
        (ordinary.decomposed("blåbær.pdf"), "blåbær.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Skole\\plan.docx", "plan.docx"),
        ("a\0b\r\nSet-Cookie: x.pdf", "ab Set-Cookie_ x.pdf"),
        ("billede\u202efdp.exe", "billedefdp.exe"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        (".htaccess", "htaccess"),
        ("<img onerror=x>.png", "_img onerror=x_.png"),
        ("👩‍🏫 plan.pdf", "👩‍🏫 plan.pdf"),
        ("", "file"),
        ("..", "file"),
        ("x" * 400 + ".docx", "x" * 195 + ".docx"),
    ],
)
def test_a_name_is_shown_without_its_tricks(given_name: str, shown: str) -> None:
    assert clean_name(given_name) == shown


@given(st.text(alphabet=st.characters(codec=None), max_size=500))
def test_a_clean_name_stays_as_it_is_and_holds_nothing_dangerous(name: str) -> None:
    clean = clean_name(name)
    assert 0 < len(clean) <= LONGEST
    assert clean_name(clean) == clean
    assert not set(clean) & set('/\\\0\r\n"<>:|?*\u202e')
    assert not clean.startswith(".")
    clean.encode()


@pytest.mark.parametrize("unit", [b"<!---->", b"<!--", b"<?xml>", b"<", b" <", b"<!-- -- >"])
def test_repeated_markup_does_not_hold_up_the_web_process(unit: bytes, tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_bytes(unit * 3_000 + b"x")
    start = time.process_time()
    recognize(path, "x.html")
    assert time.process_time() - start < 1


@given(st.binary(max_size=3_000))
def test_any_bytes_are_some_kind(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "stored"
    path.write_bytes(data)
    found = recognize(path, "x.pdf")
    assert found.kind == "pdf" or "mismatch" in found.notes
