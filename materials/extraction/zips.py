"""Opens ZIP files only when their table of contents is within bounds; nothing is unpacked to find out."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from materials.extraction.limits import Limits, Unreadable

TABLE_BYTES = 4_000_000  # of the table of contents: 10,000 entries with long names need less
RATIO_FROM_BYTES = 5_000_000  # honest XML of a few megabytes packs beyond any ratio
INNER_BYTES = 20_000_000  # a ZIP within a ZIP is looked into up to this size


class _TableReader(io.FileIO):
    """zipfile reads the whole table of contents in one go, whatever its size: this refuses while it opens."""

    opening = True

    def read(self, size: int | None = -1, /) -> bytes:
        if not self.opening:
            return super().read(size) or b""
        wanted = TABLE_BYTES + 1 if size is None or size < 0 else size
        if wanted > TABLE_BYTES + 1:
            raise Unreadable("bomb")
        return super().read(wanted) or b""


@contextmanager
def open_zip(path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Raises Unreadable("damaged") for what is no ZIP and Unreadable("bomb") beyond the limits."""
    with _TableReader(path, "r") as stream, _opened(stream) as archive:
        stream.opening = False
        _check(archive, limits)
        yield archive


@contextmanager
def _opened(stream: BinaryIO | io.FileIO) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, UnicodeDecodeError) as error:
        raise Unreadable("damaged") from error
    with archive:
        yield archive


def _check(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    total = 0
    for member in members:
        total += member.file_size
        if member.file_size > RATIO_FROM_BYTES and member.file_size > limits.zip_ratio * member.compress_size:
            raise Unreadable("bomb")
    if len(members) > limits.zip_entries or total > limits.zip_total_bytes:
        raise Unreadable("bomb")


def check_depth(archive: zipfile.ZipFile, limits: Limits, depth: int = 1) -> None:
    """Raises Unreadable("bomb") when ZIPs lie in ZIPs deeper than allowed; damaged inner ones are not our concern.

    Office files are not walked: their reader never opens what is embedded in them.
    """
    for member in archive.infolist():
        if member.file_size > INNER_BYTES or member.flag_bits & 1:
            continue
        inner = _inner(archive, member)
        if inner is None:
            continue
        if depth >= limits.zip_depth:
            raise Unreadable("bomb")
        try:
            with _opened(io.BytesIO(inner)) as nested:
                _check(nested, limits)
                check_depth(nested, limits, depth + 1)
        except Unreadable as found:
            if found.reason != "damaged":
                raise


def _inner(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | None:
    try:
        with archive.open(member) as stream:
            head = stream.read(4)
            return head + stream.read() if head in {b"PK\x03\x04", b"PK\x05\x06"} else None
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, RuntimeError, zlib.error):
        return None


def read_member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Up to `most` bytes of a member, b"" when it is not there; raises Unreadable for a broken or locked one."""
    try:
        member = archive.getinfo(name)
        if member.flag_bits & 1:
            raise Unreadable("encrypted")
        with archive.open(member) as stream:
            return stream.read(most)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, zlib.error) as error:
        raise Unreadable("damaged") from error
