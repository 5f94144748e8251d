"""The first bytes by which pictures, sound, film and packed files are known."""

from __future__ import annotations

from typing import NamedTuple

import puremagic

MATROSKA = b"\x1a\x45\xdf\xa3"
_AVIF = {b"avif", b"avis"}
_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
_SOUND = {b"M4A ", b"M4B ", b"M4P "}


class Found(NamedTuple):
    """`kind` as in kinds.Kind; `inline` when browsers show or play the type and can run nothing in it."""

    kind: str
    content_type: str
    inline: bool = False


_STARTS: tuple[tuple[bytes, Found], ...] = (
    (b"\x89PNG\r\n\x1a\n", Found("image", "image/png", True)),
    (b"\xff\xd8\xff", Found("image", "image/jpeg", True)),
    (b"GIF87a", Found("image", "image/gif", True)),
    (b"GIF89a", Found("image", "image/gif", True)),
    (b"II*\x00", Found("image", "image/tiff")),
    (b"MM\x00*", Found("image", "image/tiff")),
    (b"ID3", Found("audio", "audio/mpeg", True)),
    (b"fLaC", Found("audio", "audio/flac", True)),
    (b"MThd", Found("audio", "audio/midi")),
    (b"7z\xbc\xaf\x27\x1c", Found("archive", "application/x-7z-compressed")),
    (b"Rar!\x1a\x07", Found("archive", "application/vnd.rar")),
    (b"\x1f\x8b\x08", Found("archive", "application/gzip")),
    (b"BZh", Found("archive", "application/x-bzip2")),
    (b"\xfd7zXZ\x00", Found("archive", "application/x-xz")),
    (b"\x28\xb5\x2f\xfd", Found("archive", "application/zstd")),
)
_RIFF = {
    b"WEBP": Found("image", "image/webp", True),
    b"WAVE": Found("audio", "audio/wav", True),
    b"AVI ": Found("video", "video/x-msvideo"),
}


def by_signature(head: bytes) -> Found | None:
    """What the first few hundred bytes say; None when they say nothing certain."""
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12])
    if head[257:262] == b"ustar":
        return Found("archive", "application/x-tar")
    if head[:2] == b"BM" and head[14:18] in {b"\x0c\0\0\0", b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0"}:
        return Found("image", "image/bmp")
    return _stream(head)


def _by_brand(brand: bytes) -> Found:
    if brand in _AVIF:
        return Found("image", "image/avif", True)
    if brand in _HEIF:
        return Found("image", "image/heic")
    if brand in _SOUND:
        return Found("audio", "audio/mp4", True)
    if brand == b"qt  ":
        return Found("video", "video/quicktime")
    return Found("video", "video/mp4", True)


def _stream(head: bytes) -> Found | None:
    if head.startswith(MATROSKA):
        webm = b"webm" in head[:64]
        return Found("video", "video/webm" if webm else "video/x-matroska", webm)
    if head.startswith(b"OggS"):
        theora = b"theora" in head[:128]
        return Found("video" if theora else "audio", "video/ogg" if theora else "audio/ogg", True)
    # An MPEG audio frame: eleven set bits, a known version, layer II or III (I looks like UTF-16), known rates.
    frame = len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0
    if (
        frame
        and head[1] & 0x18 != 0x08
        and head[1] & 0x06 in {0x02, 0x04}
        and head[2] & 0xF0 != 0xF0
        and head[2] & 0x0C != 0x0C
    ):
        return Found("audio", "audio/mpeg", True)
    return None


def by_puremagic(head: bytes, foot: bytes) -> Found | None:
    """Rarer sound, film and packed formats; what puremagic says about documents is not used, it guesses there."""
    try:
        best = puremagic.magic_string(head + foot)[0]
    except (puremagic.PureError, ValueError, IndexError):
        return None
    family = best.mime_type.partition("/")[0]
    if best.confidence < 0.7 or len(best.byte_match) < 4:
        return None
    if family in {"audio", "video"}:
        return Found(family, best.mime_type)
    return Found("archive", best.mime_type) if "compress" in best.mime_type else None
