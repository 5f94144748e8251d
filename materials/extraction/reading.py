"""What reading a file gives."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple

from materials.extraction.kinds import FileKind

Status = Literal["read", "unreadable"]

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
