"""Tells Office, OpenDocument, EPUB and H5P from other packed files by what lies in them."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import BinaryIO, Final

from materials.extraction.limits import Limits, Unreadable
from materials.extraction.signatures import Found
from materials.extraction.zips import open_zip, read_member

OLE_START: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_ODF: Final = "application/vnd.oasis.opendocument."

DOCX: Final = _OOXML + "wordprocessingml.document"
DOTX: Final = _OOXML + "wordprocessingml.template"
PPTX: Final = _OOXML + "presentationml.presentation"
PPSX: Final = _OOXML + "presentationml.slideshow"
POTX: Final = _OOXML + "presentationml.template"
XLSX: Final = _OOXML + "spreadsheetml.sheet"
XLTX: Final = _OOXML + "spreadsheetml.template"
DOC: Final = "application/msword"
PPT: Final = "application/vnd.ms-powerpoint"
XLS: Final = "application/vnd.ms-excel"
ODT: Final = _ODF + "text"
ODP: Final = _ODF + "presentation"
ODS: Final = _ODF + "spreadsheet"
EPUB: Final = "application/epub+zip"
OOXML_ENCRYPTED: Final = "application/vnd.ms-office"

# The main part's content type, macro forms included: they are told apart by the program in them.
_MAIN_PARTS: Final = (
    (b"wordprocessingml.document.main+xml", DOCX),
    (b"wordprocessingml.template.main+xml", DOTX),
    (b"presentationml.presentation.main+xml", PPTX),
    (b"presentationml.slideshow.main+xml", PPSX),
    (b"presentationml.template.main+xml", POTX),
    (b"spreadsheetml.sheet.main+xml", XLSX),
    (b"spreadsheetml.template.main+xml", XLTX),
    (b"ms-word.document.macroEnabled.main+xml", DOCX),
    (b"ms-word.template.macroEnabledTemplate.main+xml", DOTX),
    (b"ms-powerpoint.presentation.macroEnabled.main+xml", PPTX),
    (b"ms-powerpoint.slideshow.macroEnabled.main+xml", PPSX),
    (b"ms-powerpoint.template.macroEnabled.main+xml", POTX),
    (b"ms-excel.sheet.macroEnabled.main+xml", XLSX),
    (b"ms-excel.template.macroEnabled.main+xml", XLTX),
)
_STREAMS: Final = (("WordDocument", DOC), ("PowerPoint Document", PPT), ("Workbook", XLS), ("Book", XLS))


def in_zip(path: Path, limits: Limits) -> tuple[Found, frozenset[str]]:
    """What a file that starts as a ZIP is, and notes among "macros", "embedded", "bomb", "damaged"."""
    try:
        with open_zip(path, limits) as archive:
            return _by_members(archive)
    except Unreadable as unreadable:
        return Found("archive", "application/zip"), frozenset({unreadable.reason})


def _by_members(archive: zipfile.ZipFile) -> tuple[Found, frozenset[str]]:
    names = set(archive.namelist())
    if "mimetype" in names:
        declared = read_member(archive, "mimetype", 100).strip().decode("ascii", "replace")
        if declared.startswith(_ODF):
            macros = any(name.startswith(("Basic/", "Scripts/")) for name in names)
            return Found("opendocument", declared), frozenset({"macros"} if macros else ())
        if declared == EPUB:
            return Found("epub", EPUB), frozenset()
    if "[Content_Types].xml" in names:
        types = read_member(archive, "[Content_Types].xml", 1_000_000)
        for main_part, content_type in _MAIN_PARTS:
            if main_part in types:
                return Found("office", content_type), _office_notes(names)
    if "h5p.json" in names:
        return Found("h5p", "application/zip"), frozenset()
    if "META-INF/container.xml" in names:
        return Found("epub", EPUB), frozenset()
    return Found("archive", "application/zip"), frozenset()


def _office_notes(names: set[str]) -> frozenset[str]:
    notes = set()
    for name in map(str.lower, names):
        if name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name or "/activex/" in name:
            notes.add("macros")
        if "/embeddings/" in name and name.endswith(".bin"):
            notes.add("embedded")
    return frozenset(notes)


def in_compound(stream: BinaryIO) -> tuple[Found, frozenset[str]]:
    """What an OLE compound file holds, by the names in its directory (MS-CFB 2.6; the first 500 entries)."""
    names = _stream_names(stream)
    if "EncryptedPackage" in names:
        return Found("office", OOXML_ENCRYPTED), frozenset({"encrypted"})
    macros = frozenset({"macros"} if names & {"_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros"} else ())
    for name, content_type in _STREAMS:
        if name in names:
            return Found("office", content_type), macros
    return Found("other", "application/x-ole-storage"), macros


def _stream_names(stream: BinaryIO) -> set[str]:
    stream.seek(0)
    header = stream.read(512)
    if len(header) < 512:
        return set()
    (shift,) = struct.unpack_from("<H", header, 30)
    (first,) = struct.unpack_from("<I", header, 48)
    if shift not in {9, 12} or first > 0xFFFFFFF0:
        return set()
    stream.seek((first + 1) << shift)
    directory = stream.read(500 * 128)
    names = set()
    for start in range(0, len(directory) - 127, 128):
        (length,) = struct.unpack_from("<H", directory, start + 64)
        if 2 <= length <= 64:
            names.add(directory[start : start + length - 2].decode("utf-16-le", "replace"))
    return names
