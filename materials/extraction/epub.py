"""Reads EPUB books, part by part of the spine."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from materials.extraction.limits import Limits, Unreadable
from materials.extraction.markup import sections
from materials.extraction.paging import by_section
from materials.extraction.zips import open_zip, read_member

MOST_XML = 5_000_000  # bytes of the container and of the package file
MOST_HTML = 20_000_000  # bytes of one part
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"
_HTML = {"application/xhtml+xml", "text/html"}


def pages(path: Path, limits: Limits, content_type: str) -> Iterator[str]:
    """In reading order, long parts cut at headings; parts of pictures alone, such as the cover, are left out."""
    with open_zip(path, limits) as archive:
        parts = _spine(archive)
        if len(parts) > limits.max_pages:
            raise Unreadable("too_many_pages")
        locked = read_member(archive, "META-INF/encryption.xml", MOST_XML).decode("utf-8", "replace")
        for part in parts:
            if part in locked:
                raise Unreadable("encrypted")
            yield from by_section(sections(read_member(archive, part, MOST_HTML)))


def _spine(archive: ZipFile) -> list[str]:
    container = _parsed(read_member(archive, "META-INF/container.xml", MOST_XML))
    root_file = container.find(f".//{CONTAINER}rootfile")
    if root_file is None:
        raise Unreadable("damaged")
    package_path = root_file.get("full-path", "")
    package = _parsed(read_member(archive, package_path, MOST_XML))
    items = {
        item.get("id"): unquote(item.get("href", ""))
        for item in package.iter(f"{OPF}item")
        if item.get("media-type") in _HTML
    }
    order = [items[ref.get("idref")] for ref in package.iter(f"{OPF}itemref") if ref.get("idref") in items]
    if not order:
        raise Unreadable("damaged")
    folder = posixpath.dirname(package_path)
    return [posixpath.normpath(posixpath.join(folder, href.partition("#")[0])) for href in order]


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged") from error
