"""Looks into packed files only far enough to say whether they are bombs; they are kept, not read."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from materials.extraction.limits import Limits, Unreadable
from materials.extraction.zips import check_depth, open_zip


def pages(path: Path, limits: Limits, content_type: str) -> NoReturn:
    """Never a page: raises Unreadable "bomb", "damaged" or else "unsupported"."""
    if content_type == "application/zip":
        with open_zip(path, limits) as archive:
            check_depth(archive, limits)
    raise Unreadable("unsupported")
