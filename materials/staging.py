"""Puts a file into the data folder, whole, before it becomes anybody's."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile

from materials.services.files import StagedFile, no_room, refuse_unusable


@contextmanager
def staged(upload: UploadedFile[bytes]) -> Iterator[StagedFile]:
    """A file of a plain form, staged for as long as the block lasts.

    Raises ValidationError, with the reason, when it may not come or the disk is full.
    """
    refuse_unusable(upload.size or 0)
    with _kept(upload.chunks()) as path:
        yield StagedFile(path, upload.name or "fil")


@contextmanager
def copied(path: Path) -> Iterator[StagedFile]:
    """A file from elsewhere on this machine, staged likewise: its own folder is read and never written to.

    Raises OSError when it cannot be read, and otherwise as `staged`.
    """
    refuse_unusable(path.stat().st_size)
    with path.open("rb") as file, _kept(File(file).chunks()) as copy:
        yield StagedFile(copy, path.name)


@contextmanager
def _kept(chunks: Iterable[bytes]) -> Iterator[Path]:
    settings.UPLOADS.mkdir(parents=True, exist_ok=True, mode=0o750)
    path = settings.UPLOADS / f"form-{uuid.uuid4().hex}"
    try:
        try:
            with path.open("xb") as file:
                for chunk in chunks:
                    file.write(chunk)
        except OSError as error:
            raise ValidationError(no_room()) from error
        yield path
    finally:
        path.unlink(missing_ok=True)
