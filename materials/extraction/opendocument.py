"""Reads OpenDocument texts, presentations and spreadsheets from their content.xml.

lxml walks it directly: the libraries for OpenDocument give no page boundaries and need longer to load than this
needs to read (docs/decisions/0004-reading-files.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from materials.extraction.limits import Limits, Unreadable
from materials.extraction.packages import ODP, ODS
from materials.extraction.paging import by_size, clean, long_page
from materials.extraction.zips import open_zip, read_member

MOST_XML = 200_000_000  # bytes of content.xml
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, DRAW, STYLE = (f"{{{_OASIS}{part}:1.0}}" for part in ("text", "table", "drawing", "style"))
FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
OFFICE = f"{{{_OASIS}office:1.0}}"
_BREAK = "\f"
_SKIPPED = {f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}sequence-decls"}
_BEFORE = {
    f"{TEXT}p": "\n",
    f"{TEXT}h": "\n",
    f"{TEXT}tab": "\t",
    f"{TEXT}line-break": "\n",
    f"{TEXT}soft-page-break": _BREAK,
    f"{TABLE}table-row": "\n",
}


def pages(path: Path, limits: Limits, content_type: str) -> Iterator[str]:
    """Slide by slide, sheet by sheet, or between the page breaks of a text."""
    root = _content(path, limits)
    if content_type.startswith(ODP):
        yield from _parts(root, f"{DRAW}page", limits)
    elif content_type.startswith(ODS):
        yield from _parts(root, f"{TABLE}table", limits)
    else:
        yield from _flowing(root)


def _content(path: Path, limits: Limits) -> etree._Element:
    with open_zip(path, limits) as archive:
        if b"encryption-data" in read_member(archive, "META-INF/manifest.xml", 1_000_000):
            raise Unreadable("encrypted")
        data = read_member(archive, "content.xml", MOST_XML)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged") from error


def _parts(root: etree._Element, tag: str, limits: Limits) -> Iterator[str]:
    parts = list(root.iter(tag))
    if len(parts) > limits.max_pages:
        raise Unreadable("too_many_pages")
    for part in parts:
        name = part.get(f"{TABLE}name", "")
        yield clean(f"{name}\n{_text(part, set()).replace(_BREAK, '')}")


def _flowing(root: etree._Element) -> Iterator[str]:
    body = root.find(f"{OFFICE}body")
    if body is None:
        raise Unreadable("damaged")
    parts = [part for part in map(clean, _text(body, _breaking_styles(root)).split(_BREAK)) if part]
    if len(parts) == 1:
        yield from by_size(parts[0])
        return
    for part in parts:
        yield from long_page(part)


def _breaking_styles(root: etree._Element) -> set[str]:
    """Names of the paragraph styles that start a page."""
    names = set()
    for style in root.iter(f"{STYLE}style"):
        properties = style.find(f"{STYLE}paragraph-properties")
        if style.get(f"{STYLE}master-page-name") or (
            properties is not None and properties.get(f"{FO}break-before") == "page"
        ):
            names.add(style.get(f"{STYLE}name", ""))
    return names


def _text(part: etree._Element, breaking: set[str]) -> str:
    written: list[str] = []
    walk = etree.iterwalk(part, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            _end(element, part, written)
        elif element.tag in _SKIPPED or not isinstance(element.tag, str):
            walk.skip_subtree()
        else:
            if element.get(f"{TEXT}style-name") in breaking:
                written.append(_BREAK)
            written.append(_before(element))
            written.append(element.text or "")
    return "".join(written)


def _before(element: etree._Element) -> str:
    if element.tag == f"{TEXT}s":
        return " "
    if element.tag == f"{TEXT}p" and _in_cell(element):
        return "\t"
    return _BEFORE.get(str(element.tag), "")


def _in_cell(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{TABLE}table-cell"


def _end(element: etree._Element, part: etree._Element, written: list[str]) -> None:
    if element is not part and element.tail:
        written.append(element.tail)
