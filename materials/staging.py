"""Puts an uploaded file on disk, whole, before it becomes anybody's."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from materials.services.files import StagedFile, no_room, refuse_unusable


@contextmanager
def staged(upload: UploadedFile[bytes]) -> Iterator[StagedFile]:
    """A file of a plain form, staged for as long as the block lasts.

    Raises ValidationError, with the reason, when it may not come or the disk is full.
    """
    refuse_unusable(upload.size or 0)
    settings.UPLOADS.mkdir(parents=True, exist_ok=True, mode=0o750)
    path = settings.UPLOADS / f"form-{uuid.uuid4().hex}"
    try:
        try:
            with path.open("xb") as file:
                for chunk in upload.chunks():
                    file.write(chunk)
        except OSError as error:
            raise ValidationError(no_room()) from error
        yield StagedFile(path, upload.name or "fil")
    finally:
        path.unlink(missing_ok=True)
