"""Takes in what a reading child wrote down, and believes none of it unchecked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from materials.extraction.limits import REASONS, Limits
from materials.extraction.reading import NOTES, THUMBNAIL, PageImage, page_file


@dataclass
class Found:
    """As far as the child came; `reason` is None once it said that it was done."""

    reason: str | None = "damaged"
    texts: list[str] = field(default_factory=list)
    images: list[PageImage] = field(default_factory=list)
    thumbnail: PageImage | None = None
    notes: set[str] = field(default_factory=set)
    cpu_seconds: float = 0.0
    peak_bytes: int = 0


def collected(result: Path, folder: Path | None, limits: Limits) -> Found:
    """Sizes and types are checked, paths are our own: the child is as untrusted as the file that it read."""
    found = Found()
    if result.is_symlink() or not result.is_file() or result.stat().st_size > limits.output_bytes:
        return found
    for line in _lines(result):
        _take(line, folder, found)
    return found


def _lines(result: Path) -> Iterator[dict[str, Any]]:
    """Up to the first that is cut or nonsense."""
    with result.open(encoding="utf-8", errors="replace") as stream:
        for line in stream:
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                return
            if isinstance(value, dict):
                yield value


def _take(line: dict[str, Any], folder: Path | None, found: Found) -> None:
    reason = line.get("unreadable")
    if isinstance(line.get("page"), str):
        found.texts.append(line["page"])
    elif isinstance(line.get("note"), str):
        found.notes |= {line["note"]} & NOTES
    elif isinstance(line.get("done"), int):
        found.reason = None
    elif isinstance(reason, str) and reason in REASONS:
        found.reason = reason
    elif folder is not None:
        _take_image(line, folder, found)


def _take_image(line: dict[str, Any], folder: Path, found: Found) -> None:
    match line:
        case {"image": [int(number), int(width), int(height)]}:
            image = PageImage(number, folder / page_file(number), width, height)
            if _is_file(image.path):
                found.images.append(image)
        case {"thumbnail": [int(width), int(height)]}:
            image = PageImage(1, folder / THUMBNAIL, width, height)
            if _is_file(image.path):
                found.thumbnail = image


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
