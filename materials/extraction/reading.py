"""Says what reading a file may cost, what it gives, and every reason why it may fail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from materials.extraction.kinds import FileKind

Status = Literal["read", "unreadable"]

REASONS: Final = frozenset(
    {
        "encrypted",  # opens with a password only
        "damaged",  # truncated, malformed, or it crashed the library that reads it
        "too_many_pages",  # more than Limits.max_pages
        "too_large",  # an image of more pixels than Limits.image_pixels
        "bomb",  # packed or nested beyond Limits.zip_… or the depth of honest files
        "too_slow",  # over Limits.cpu_seconds or Limits.wall_seconds
        "out_of_memory",  # over Limits.memory_bytes
        "macros",  # Office file that carries programs: flagged, never opened
        "unsupported",  # kept, played or downloaded, but not read
        "failed",  # the reading process could not be started, twice; the file may be fine
    }
)
# Notes go with a file that was read: what is missing from the reading, or what to know about the file.
NOTES: Final = frozenset(
    {
        "no_text",
        "text_cut",
        "page_images_cut",
        "page_images_failed",
        "no_libreoffice",
        "mismatch",
        "polyglot",
        "embedded",
    }
)


THUMBNAIL: Final = "thumbnail.webp"


def page_file(number: int) -> str:
    """The name of a page's image in the folder of images."""
    return f"page-{number}.webp"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds, pixels and counts; the defaults are those of the safety and search designs (R17, C4, C5)."""

    memory_bytes: int = 1 << 30
    cpu_seconds: int = 20
    wall_seconds: int = 60
    output_bytes: int = 50_000_000
    max_pages: int = 2_000
    max_characters: int = 5_000_000
    image_pixels: int = 40_000_000
    page_images: int = 100
    page_image_side: int = 1_400
    thumbnail_side: int = 480
    zip_entries: int = 10_000
    zip_ratio: int = 200
    zip_total_bytes: int = 1_000_000_000
    zip_depth: int = 3


class Page(NamedTuple):
    """One page, slide, sheet or section, numbered from 1."""

    number: int
    text: str


class PageImage(NamedTuple):
    """A WebP file that shows one page; width and height in pixels."""

    number: int
    path: Path
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave.

    `reason` is one of REASONS exactly when status is "unreadable". `page_count` counts the pages of the file, or the
    sections of text where it has no pages; None when unknown. Pages of text and page images share their numbers.
    """

    status: Status
    kind: FileKind
    reason: str | None = None
    notes: frozenset[str] = frozenset()
    pages: tuple[Page, ...] = ()
    page_count: int | None = None
    images: tuple[PageImage, ...] = ()
    thumbnail: PageImage | None = None
    cpu_seconds: float = 0.0
    peak_bytes: int = 0


class Unreadable(Exception):  # noqa: N818  a stated result, not an error
    """Raised by a family's reader with one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
