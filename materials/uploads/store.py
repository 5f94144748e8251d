"""Uploads on disk and in their table: begun, appended to, finished, given up."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from materials.models.upload import Upload
from materials.services.files import StagedFile, refuse_unusable
from teams.models.user import User

HOURS = 24
CHUNK = 64 * 1024
#: Open uploads of one person at a time, in number and in bytes.
MOST_OPEN = 100
MOST_OPEN_BYTES = 4 * 1024**3


class WrongOffsetError(Exception):
    """The client would write somewhere else than where the file ends."""


@transaction.atomic
def begin(owner: User, *, name: str, size: int) -> Upload:
    """An empty file that waits for its bytes. Raises ValidationError, with the reason, when it may not come."""
    refuse_unusable(size)
    User.objects.select_for_update().get(pk=owner.pk)
    mine = Upload.objects.filter(owner=owner, expires_at__gt=timezone.now())
    if mine.count() >= MOST_OPEN or (mine.aggregate(sum=Sum("size"))["sum"] or 0) + size > MOST_OPEN_BYTES:
        raise ValidationError(_("Too many uploads are open at once. Share or cancel some first."))
    upload = Upload.objects.create(owner=owner, name=name[:400], size=size, expires_at=expiry())
    settings.UPLOADS.mkdir(parents=True, exist_ok=True, mode=0o750)
    upload.path.touch(mode=0o640)
    return upload


def append(upload: Upload, stream: BinaryIO, *, offset: int, length: int) -> Upload:
    """Adds up to `length` bytes at `offset`; what has come before a cut stays. On disk before it is acknowledged.

    Raises WrongOffsetError when the file does not end there, or when somebody else is writing to it.
    """
    with upload.path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WrongOffsetError from error
        upload.refresh_from_db()
        if offset != upload.offset:
            raise WrongOffsetError
        written = _write(file, stream, offset, min(length, upload.size - offset))
        Upload.objects.filter(pk=upload.pk).update(offset=offset + written, expires_at=expiry())
    upload.refresh_from_db()
    return upload


def _write(file: BinaryIO, stream: BinaryIO, offset: int, length: int) -> int:
    file.seek(offset)
    file.truncate()
    left = length
    try:
        while left > 0 and (chunk := stream.read(min(CHUNK, left))):
            file.write(chunk)
            left -= len(chunk)
    except OSError:  # the client is gone: what came is kept
        pass
    file.flush()
    os.fsync(file.fileno())
    return length - left


def end(upload: Upload) -> None:
    upload.path.unlink(missing_ok=True)
    upload.delete()


@contextmanager
def finished(key: str, *, owner: User) -> Iterator[StagedFile]:
    """A whole upload of this person, for as long as the block lasts; used up when the block ends well."""
    upload = mine(key, owner)
    if upload is None or upload.offset != upload.size:
        raise PermissionDenied
    yield StagedFile(upload.path, upload.name)
    end(upload)


def mine(key: str, owner: User) -> Upload | None:
    """The person's own open upload with this id, or None for whatever else it may be."""
    try:
        return Upload.objects.filter(pk=key, owner=owner, expires_at__gt=timezone.now()).first()
    except ValidationError:
        return None


def expire() -> int:
    """Removes what nobody went on with for a day; returns how many."""
    old = list(Upload.objects.filter(expires_at__lte=timezone.now()))
    for upload in old:
        end(upload)
    return len(old)


def expiry() -> datetime:
    return timezone.now() + timedelta(hours=HOURS)
