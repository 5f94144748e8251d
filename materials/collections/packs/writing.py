"""Writes a pack into a file, one material after another, so that memory stays flat however many there are."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.utils import timezone, translation

from materials import words
from materials.collections.packs.manifest import Digest, PackPart, parts_of, plan_of
from materials.collections.packs.naming import PAGE, file_names, folder_of
from materials.collections.packs.pages import Listed, contents_page, part_page
from materials.models.collection import Collection
from teams.models.user import User

CHUNK = 256 * 1024
#: Told after each part: how many are done, and of how many.
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Written:
    """What a pack came to hold: the digest of it, and how many parts."""

    digest: str
    parts: int


def write_pack(target: IO[bytes], *, user: User, collection: Collection, progress: Progress) -> Written:
    """Writes what the person may have, asked anew for every few parts.

    Raises ValueError for who may not see the collection, OSError when the disk does not do what is asked.
    """
    plan = plan_of(user, collection)
    digest = Digest(user, collection, plan.face)
    listed: list[Listed] = []
    with translation.override(user.language), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts_of(user, plan):
            listed.append(_write(archive, part))
            digest.add(part)
            progress(part.number, len(plan.places))
        archive.writestr(_entry(PAGE), contents_page(collection, plan.face, listed))
    return Written(str(digest), len(listed))


def _write(archive: zipfile.ZipFile, part: PackPart) -> Listed:
    """The part's page is packed; its files are stored, for most of them are packed already."""
    folder = folder_of(part.number, part.text.title)
    names = file_names(file.name for file in part.files)
    archive.writestr(_entry(f"{folder}/{PAGE}"), part_page(part))
    for attachment, name in zip(part.files, names, strict=True):
        entry = _entry(f"{folder}/{name}", zipfile.ZIP_STORED)
        with archive.open(entry, "w", force_zip64=True) as place, attachment.file.open("rb") as file:
            while chunk := file.read(CHUNK):
                place.write(chunk)
    facts = [words.grades(part.text.grades), words.minutes(part.text.time_required)]
    return Listed(
        section=part.section,
        folder=folder,
        note=part.note,
        credit=part.credit,
        facts=" · ".join(fact for fact in facts if fact),
        files=tuple(names),
    )


def _entry(name: str, compress: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    entry.compress_type = compress
    entry.external_attr = 0o644 << 16
    return entry
