"""Takes away bytes that no row names any more: files, and the pictures that were drawn of their pages."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from materials.models.attachment import Attachment
from materials.storage import destroy, is_older

#: Bytes on disk younger than this may belong to a transaction that is still open.
ORPHAN_SECONDS = 24 * 3600
#: Names that the database is asked about at once.
BATCH = 1_000


def sweep_orphans(folder: Path) -> int:
    """Removes what purged materials and failed saves left behind; returns how many files, and folders of pictures."""
    return sweep_originals(folder) + sweep_previews(folder)


def sweep_originals(folder: Path) -> int:
    """Removes original files that no row names."""
    swept = 0
    for paths in _old(path for path in (folder / "originals").rglob("*") if path.is_file()):
        found = {str(path.relative_to(folder)): path for path in paths}
        named = Attachment.objects.filter(file__in=found).values_list("file", flat=True)
        swept += _destroy(found[name] for name in found.keys() - set(named))
    return swept


def sweep_previews(folder: Path) -> int:
    """Removes pictures of files that are gone, unless a copy still shows those that were drawn for the first one."""
    home, swept = folder / "previews", 0
    for paths in _old(iter(home.iterdir() if home.is_dir() else ())):
        found = {int(path.name): path for path in paths if path.name.isdecimal()}
        gone = found.keys() - set(Attachment.objects.filter(pk__in=found).values_list("pk", flat=True))
        shown = Attachment.objects.filter(drawn_for__in=gone).values_list("drawn_for", flat=True) if gone else ()
        swept += _destroy(found[pk] for pk in gone - set(shown))
    return swept


def _old(paths: Iterator[Path]) -> Iterator[list[Path]]:
    old = (path for path in paths if is_older(path, ORPHAN_SECONDS))
    while batch := list(islice(old, BATCH)):
        yield batch


def _destroy(paths: Iterator[Path]) -> int:
    swept = 0
    for path in paths:
        destroy(path)
        swept += 1
    return swept
