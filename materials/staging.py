"""Puts an uploaded file on disk, whole, before it becomes anybody's."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from materials.services.files import StagedFile


@contextmanager
def staged(upload: UploadedFile[bytes]) -> Iterator[StagedFile]:
    """A file of a plain form, staged for as long as the block lasts."""
    settings.UPLOADS.mkdir(parents=True, exist_ok=True, mode=0o750)
    path = settings.UPLOADS / f"form-{uuid.uuid4().hex}"
    try:
        with path.open("xb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        yield StagedFile(path, upload.name or "fil")
    finally:
        path.unlink(missing_ok=True)
