"""Reads one file, whatever it is, in capped child processes, and always ends in a stated result."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from materials.extraction import libreoffice, packages
from materials.extraction.kinds import FileKind, recognize
from materials.extraction.limits import Limits, Unreadable
from materials.extraction.processes import run
from materials.extraction.reading import NOTES, Page, Reading
from materials.extraction.results import Found, collected

_BY_TYPE: Final = {
    packages.DOCX: "word",
    packages.DOTX: "word",
    packages.PPTX: "slides",
    packages.PPSX: "slides",
    packages.POTX: "slides",
    packages.XLSX: "sheets",
    packages.XLTX: "sheets",
    packages.ODT: "opendocument",
    packages.ODP: "opendocument",
    packages.ODS: "opendocument",
}
_BY_KIND: Final = {
    "pdf": "pdf",
    "epub": "epub",
    "html": "markup",
    "text": "text",
    "markdown": "text",
    "archive": "archive",
    "h5p": "archive",
}
# Formats whose text flows: LibreOffice decides their pages, so its pages of text replace ours and match the images.
_FLOWING: Final = {packages.DOCX, packages.DOTX, packages.ODT}


def read_file(
    path: Path,
    name: str,
    *,
    out_dir: Path,
    limits: Limits | None = None,
    soffice: Path | None = None,
) -> Reading:
    """Recognizes, reads and draws; page images and thumbnail are left in `out_dir`, which must exist.

    `name` is the original name, compared and never trusted. `soffice`: the LibreOffice to use, or none (see
    `libreoffice.find_libreoffice`). Takes at most four times the wall limit; raises OSError when the file is gone.
    """
    limits = limits or Limits()
    kind = recognize(path, name, limits)
    if kind.kind == "image":
        return _picture(path, kind, out_dir, limits)
    reading = read_text(path, kind, limits)
    if kind.kind == "pdf" and reading.status == "read":
        return _with_images(reading, _drawn(path, out_dir, limits))
    if kind.kind in {"office", "opendocument"}:
        return _through_libreoffice(path, reading, out_dir, limits, soffice)
    return reading


def read_text(path: Path, kind: FileKind, limits: Limits) -> Reading:
    """The text alone: quick, before any image is drawn."""
    if reason := next((r for r in ("encrypted", "macros", "bomb", "damaged") if r in kind.notes), None):
        return Reading("unreadable", kind, reason)
    family = _BY_TYPE.get(kind.content_type) or _BY_KIND.get(kind.kind)
    if family is None:
        return Reading("unreadable", kind, "unsupported")
    found = _ask(family, path, None, kind.content_type, limits)
    if found.reason:
        return _unreadable(kind, found)
    pages = tuple(Page(number, text) for number, text in enumerate(found.texts, start=1))
    notes = (kind.notes & NOTES) | found.notes
    if not any(page.text for page in pages):
        notes |= {"no_text"}
    return Reading(
        "read",
        kind,
        None,
        frozenset(notes),
        pages,
        len(pages),
        cpu_seconds=found.cpu_seconds,
        peak_bytes=found.peak_bytes,
    )


def _picture(path: Path, kind: FileKind, out_dir: Path, limits: Limits) -> Reading:
    if kind.content_type == "image/svg+xml":
        return Reading("unreadable", kind, "unsupported")
    found = _drawn(path, out_dir, limits)
    if found.reason:
        return _unreadable(kind, found)
    notes = kind.notes & NOTES | {"no_text"}
    return _with_images(Reading("read", kind, None, notes, page_count=1), found)


def _unreadable(kind: FileKind, found: Found) -> Reading:
    return Reading("unreadable", kind, found.reason, cpu_seconds=found.cpu_seconds, peak_bytes=found.peak_bytes)


def _with_images(reading: Reading, found: Found) -> Reading:
    """Images drawn before drawing failed are kept."""
    notes = found.notes | ({"page_images_failed"} if found.reason else set())
    return replace(
        reading,
        notes=reading.notes | notes,
        images=tuple(found.images),
        thumbnail=found.thumbnail,
        cpu_seconds=reading.cpu_seconds + found.cpu_seconds,
        peak_bytes=max(reading.peak_bytes, found.peak_bytes),
    )


def _through_libreoffice(path: Path, reading: Reading, out_dir: Path, limits: Limits, soffice: Path | None) -> Reading:
    """Adds page images; old formats that only LibreOffice knows get their text this way too."""
    content_type = reading.kind.content_type
    only_there = reading.reason == "unsupported"
    if not libreoffice.can_convert(content_type) or (reading.status == "unreadable" and not only_there):
        return reading
    if soffice is None:
        return replace(reading, notes=reading.notes | {"no_libreoffice"})
    with tempfile.TemporaryDirectory(prefix="staffroom-office-", ignore_cleanup_errors=True) as folder:
        try:
            pdf = libreoffice.to_pdf(path, content_type, Path(folder), limits, soffice)
        except Unreadable as failed:
            if only_there:
                return Reading("unreadable", reading.kind, failed.reason)
            return replace(reading, notes=reading.notes | {"page_images_failed"})
        printed = read_text(pdf, reading.kind._replace(kind="pdf", content_type="application/pdf"), limits)
        if only_there or content_type in _FLOWING or printed.page_count != reading.page_count:
            reading = _repaged(reading, printed)
        return _with_images(reading, _drawn(pdf, out_dir, limits)) if reading.status == "read" else reading


def _repaged(reading: Reading, printed: Reading) -> Reading:
    """LibreOffice's pages; ours when its PDF could not be read."""
    if printed.status == "unreadable" and reading.status == "read":
        return reading
    return replace(printed, kind=reading.kind, peak_bytes=max(reading.peak_bytes, printed.peak_bytes))


def _drawn(path: Path, out_dir: Path, limits: Limits) -> Found:
    return _ask("previews", path, out_dir, "", limits)


def _ask(family: str, path: Path, folder: Path | None, content_type: str, limits: Limits) -> Found:
    with tempfile.TemporaryDirectory(prefix="staffroom-reading-") as own:
        result = Path(own) / "result"
        request = {
            "path": str(path.absolute()),
            "folder": str(folder.absolute()) if folder else "",
            "content_type": content_type,
            "result": str(result),
        }
        try:
            ended = run(family, request, limits)
        except Unreadable as failed:
            return Found(failed.reason)
        found = collected(result, folder, limits)
    found.cpu_seconds, found.peak_bytes = ended.cpu_seconds, ended.peak_bytes
    if ended.reason is not None:
        found.reason = ended.reason
    return found
