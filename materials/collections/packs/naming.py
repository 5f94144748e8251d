"""Names inside a pack: none leaves the folder it is unpacked in, none hides another, all unpack on any system."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from materials.extraction.names import clean_name
from materials.zips import distinct_names

#: What each folder of a pack has to read first, and what the pack itself has.
PAGE = "index.html"
#: Letters of a name; folder and file together stay below what Windows can unpack.
LONGEST = 80
_SLASHES = str.maketrans("/\\", "--")


def folder_of(number: int, title: str) -> str:
    """`03 Brøkdyst med to terninger`. The number keeps the order and keeps two with one title apart."""
    return clean_name(f"{number:02d} {title.translate(_SLASHES)}"[:LONGEST])


def file_names(names: Iterable[str]) -> list[str]:
    """The names of one folder's files, in order, beside its page."""
    return distinct_names([PAGE, *(_short(clean_name(name)) for name in names)])[1:]


def _short(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    suffix = PurePosixPath(name).suffix[:20]
    return clean_name(name[: LONGEST - len(suffix)].rstrip(". ") + suffix)
