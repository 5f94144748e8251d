"""Packs zip-based files again so that the same content is the same bytes."""

import io
import zipfile
from datetime import UTC, datetime

#: When every demo file says it was made.
MADE = datetime(2025, 8, 11, 9, 0, tzinfo=UTC)
STAMP = (2025, 8, 11, 9, 0, 0)


def repacked(data: bytes, *, without: frozenset[str] = frozenset()) -> bytes:
    """The same members under one fixed time, `mimetype` first and uncompressed as OpenDocument asks."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as packed:
        for name in sorted(source.namelist(), key=lambda name: (name != "mimetype", name)):
            if name in without:
                continue
            member = zipfile.ZipInfo(name, STAMP)
            member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            packed.writestr(member, source.read(name))
    return target.getvalue()
