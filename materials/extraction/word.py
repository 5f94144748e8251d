"""Reads Word files; they have no pages of their own, so the breaks in them decide, or else the length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from materials.extraction.limits import Limits, Unreadable
from materials.extraction.paging import by_size, clean, long_page
from materials.extraction.zips import open_zip

# python-docx knows documents only; a template has the same parts.
PartFactory.part_type_for[CONTENT_TYPE.WML_DOCUMENT_MAIN.replace("document.main", "template.main")] = DocumentPart

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAK = "\f"
_PLAIN = {f"{W}p": "\n", f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}lastRenderedPageBreak": _BREAK}
_NO = {"0", "false", "off"}


def pages(path: Path, limits: Limits, content_type: str) -> Iterator[str]:
    """Pages between page breaks, as Word last drew them or as written; about 3,000 characters when there are none."""
    with open_zip(path, limits):
        pass
    parts = [clean(part) for part in _text(_body(path)).split(_BREAK)]
    parts = [part for part in parts if part]
    if len(parts) == 1:
        yield from by_size(parts[0])
        return
    for part in parts:
        yield from long_page(part)


def _body(path: Path) -> etree._Element:
    try:
        part = Package.open(str(path)).main_document_part
    except (PackageNotFoundError, KeyError) as error:
        raise Unreadable("damaged") from error
    if not isinstance(part, DocumentPart):
        raise Unreadable("damaged")
    return part.element


def _text(body: etree._Element) -> str:
    written: list[str] = []
    section_ends = False
    for element in body.iter(f"{W}*"):
        tag = element.tag
        if tag == f"{W}p" and section_ends:
            written.append(_BREAK)
            section_ends = False
        if tag == f"{W}t":
            written.append("" if _is_fallback(element) else element.text or "")
        elif tag in _PLAIN:
            written.append(_PLAIN[tag])
        elif tag == f"{W}br":
            written.append(_BREAK if element.get(f"{W}type") == "page" else "\n")
        elif tag == f"{W}pageBreakBefore" and element.get(f"{W}val") not in _NO:
            written.append(_BREAK)
        elif tag == f"{W}sectPr":
            section_ends = _breaks_page(element)
    return "".join(written)


def _breaks_page(section: etree._Element) -> bool:
    kind = section.find(f"{W}type")
    return kind is None or kind.get(f"{W}val") not in {"continuous", "nextColumn"}


def _is_fallback(element: etree._Element) -> bool:
    """Word writes text boxes twice: once for itself and once for older readers."""
    return next(element.iterancestors(FALLBACK), None) is not None
