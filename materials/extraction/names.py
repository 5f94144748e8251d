"""Makes the name that a file arrived with safe to show, to download under and to unpack on any system."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 200  # characters
LONGEST_ENDING = 20

# Letters that turn the reading direction or cannot be seen; the joiners U+200C and U+200D stay, emoji and some
# scripts are written with them.
_INVISIBLE = re.compile(
    "[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # Windows cannot unpack these
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The last part of the path, in NFC, at most 200 characters with its ending kept; never empty.

    Paths, NUL, CR, LF and other controls, bidirectional overrides, leading dots and Windows' reserved names go.
    """
    name = "".join(letter for letter in name if unicodedata.category(letter) not in {"Cc", "Cs"} or letter in "\t\r\n")
    name = unicodedata.normalize("NFC", _INVISIBLE.sub("", name))
    name = re.split(r"[/\\]", name)[-1]
    name = _FORBIDDEN.sub("_", " ".join(name.split()))
    name = name.lstrip(". ").rstrip(". ")
    if _RESERVED.match(name.partition(".")[0].rstrip(" ")):
        name = f"_{name}"
    return _shortened(name) or "file"


def ending(name: str) -> str:
    """The lower-case ending with its dot, "" without one."""
    return PurePosixPath(name).suffix.lower()


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    suffix = PurePosixPath(name).suffix
    if len(suffix) > LONGEST_ENDING:
        suffix = ""
    return name[: LONGEST - len(suffix)].rstrip(". ") + suffix
