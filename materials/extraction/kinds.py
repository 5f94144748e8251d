"""Recognizes a file by its bytes; what its name claims is compared and noted, never believed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final, Literal, NamedTuple, cast

from materials.extraction import packages
from materials.extraction.limits import Limits
from materials.extraction.names import ending
from materials.extraction.signatures import Found, by_puremagic, by_signature
from materials.extraction.text import looks_like_text

Kind = Literal[
    "pdf",
    "office",
    "opendocument",
    "epub",
    "html",
    "text",
    "markdown",
    "image",
    "audio",
    "video",
    "archive",
    "h5p",
    "other",
]
HEAD_BYTES = 8_192
PDF_START_WITHIN = 1_024  # readers accept the mark this far in (ISO 32000-1, annex H)

_CLAIMS: Final[dict[str, frozenset[str]]] = {
    suffix: frozenset(kinds.split())
    for kinds, suffixes in {
        "pdf": ".pdf",
        "office": ".docx .dotx .docm .doc .rtf .pptx .ppsx .potx .pptm .ppsm .ppt .pps .xlsx .xltx .xlsm .xls",
        "opendocument": ".odt .ott .odp .otp .ods .ots .odg",
        "epub": ".epub",
        "html": ".html .htm .xhtml",
        "text": ".txt .csv .tsv .log .xml",
        "markdown": ".md .markdown",
        "image": ".png .jpg .jpeg .jfif .gif .webp .avif .bmp .tif .tiff .heic .heif .svg",
        "audio": ".mp3 .m4a .ogg .oga .wav .flac .mid .midi .aac .wma",
        "video": ".mp4 .m4v .mov .webm .mkv .avi .ogv .wmv .mpg .mpeg",
        "archive": ".zip .7z .rar .gz .tar .tgz .bz2 .xz",
        "h5p": ".h5p",
    }.items()
    for suffix in suffixes.split()
}
# Endings that one and the same content may honestly carry.
_ALSO: Final = {"audio": "video", "video": "audio", "h5p": "archive", "markdown": "text", "text": "markdown"}

_PDF: Final = Found("pdf", "application/pdf")
_HTML: Final = Found("html", "text/html")
_TAGS = (
    rb"(?:!doctype\s+html|html|head|body|title|script|style|meta|link|iframe|div|p|h[1-6]|table|img|a|b|br|center|font)"
)
# Atomic, each and all together: many comments in a row would otherwise take time that doubles with each. Not
# possessive, which Python reads wrongly before 3.11.5.
_HTML_START = re.compile(rb"(?>(?>\s|<!--.*?-->|<\?xml[^>]*>)*)<" + _TAGS + rb"[\s>/]", re.IGNORECASE | re.DOTALL)
_HTML_ANYWHERE = re.compile(rb"<" + _TAGS + rb"[\s>/]", re.IGNORECASE)
_ACTIVE = re.compile(rb"<(?:script|html|svg|iframe|body)[\s>/]", re.IGNORECASE)
_SVG = re.compile(rb"<(?:\w+:)?svg[\s>]", re.IGNORECASE)


class FileKind(NamedTuple):
    """What the bytes are.

    `content_type` is what to serve. `safe_inline`: browsers may show or play it in place (pictures, sound and film
    alone; PDF, text and HTML are shown as our own page images and text). `notes` are "mismatch" (the name claims
    another kind), "polyglot" (valid as something else too), "macros", "embedded", "encrypted", "bomb", "damaged".
    """

    kind: Kind
    content_type: str
    safe_inline: bool
    notes: frozenset[str] = frozenset()

    @property
    def note(self) -> str:
        """The notes as one string, in order of the alphabet."""
        return " ".join(sorted(self.notes))


def recognize(path: Path, name: str, limits: Limits | None = None) -> FileKind:
    """Reads a few kilobytes, and of a ZIP its table of contents: safe and quick inside a web process.

    Pillow is not asked here: its WebP and AVIF readers load the whole file before they say what it is.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        found, notes = _found(path, stream, head, name, limits or Limits())
        if _is_polyglot(found.kind, head, _foot(stream)):
            notes |= {"polyglot"}
    claimed = _CLAIMS.get(ending(name))
    if claimed is not None and found.kind not in claimed and _ALSO.get(found.kind) not in claimed:
        notes |= {"mismatch"}
    safe = found.inline and not notes & {"mismatch", "polyglot"}
    return FileKind(cast(Kind, found.kind), found.content_type, safe, notes)


def _found(path: Path, stream: BinaryIO, head: bytes, name: str, limits: Limits) -> tuple[Found, frozenset[str]]:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return packages.in_zip(path, limits)
    if head.startswith(packages.OLE_START):
        return packages.in_compound(stream)
    found = _PDF if head.startswith(b"%PDF-") else by_signature(head)
    if found is None and looks_like_text(head):
        found = _written(head, ending(name))
    if found is None and b"%PDF-" in head[:PDF_START_WITHIN]:
        found = _PDF
    return found or by_puremagic(head, _foot(stream)) or Found("other", "application/octet-stream"), frozenset()


def _written(head: bytes, suffix: str) -> Found:
    """Kinds that are made of letters; among them, and only there, the name helps to decide."""
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if found := _tagged(start):
        return found
    if start.startswith(b"{\\rtf"):
        return Found("office", "application/rtf")
    if b"%PDF-" in start[:PDF_START_WITHIN]:
        return _PDF
    if suffix in {".html", ".htm"} and _HTML_ANYWHERE.search(start):
        return _HTML
    if suffix in {".md", ".markdown"}:
        return Found("markdown", "text/markdown")
    return Found("text", "text/csv" if suffix == ".csv" else "text/plain")


def _tagged(start: bytes) -> Found | None:
    if _HTML_START.match(start):
        return _HTML
    start = start.lstrip()
    if start.startswith(b"<") and _SVG.search(start):
        return Found("image", "image/svg+xml")
    return Found("text", "application/xml") if start.startswith((b"<?xml", b"<!DOCTYPE")) else None


def _foot(stream: BinaryIO) -> bytes:
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - HEAD_BYTES))
    return stream.read(HEAD_BYTES)


def _is_polyglot(kind: str, head: bytes, foot: bytes) -> bool:
    """A second format in the same bytes: active markup near the start, a PDF mark, a ZIP's end or a PHAR's stub."""
    marks: Iterable[bool] = (
        kind in {"image", "audio", "video"} and bool(_ACTIVE.search(head)) and not _SVG.search(head[:1_000]),
        kind == "pdf" and bool(_ACTIVE.search(head[:PDF_START_WITHIN])),
        kind != "pdf" and kind not in {"text", "markdown"} and b"%PDF-" in head[:PDF_START_WITHIN],
        kind in {"image", "audio", "video", "pdf"} and b"PK\x05\x06" in foot,
        b"__HALT_COMPILER()" in head or b"__HALT_COMPILER()" in foot,
        kind == "image" and head.startswith(b"GIF8") and b"*/" in head and b"=" in head[head.find(b"*/") :][:8],
    )
    return any(marks)
