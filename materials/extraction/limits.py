"""Says what reading a file may cost, and every reason why it may fail."""

from dataclasses import dataclass
from typing import Final

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


class Unreadable(Exception):  # noqa: N818  a stated result, not an error
    """Raised by a family's reader with one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
