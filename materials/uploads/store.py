"""Uploads on disk and in their table: begun, appended to, finished, given up."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import BinaryIO, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from materials.extraction.names import clean_name
from materials.models.upload import Upload
from materials.services.files import StagedFile, no_room, refuse_unusable
from materials.storage import alone, destroy, is_older
from teams.models.user import User

HOURS = 24
CHUNK = 64 * 1024
#: Open uploads of one person at a time, in number and in bytes.
MOST_OPEN = 100
MOST_OPEN_BYTES = 4 * 1024**3


class Readable(Protocol):
    """A request, a file of a form: something that gives bytes, and fewer than asked for when they end."""

    def read(self, size: int, /) -> bytes: ...


class WrongOffsetError(Exception):
    """The client would write somewhere else than where the file ends, or while somebody else has it."""


class GoneError(Exception):
    """The upload is not there, not whole, or has become an attachment already."""


@transaction.atomic
def begin(owner: User, *, name: str, size: int) -> Upload:
    """An empty file that waits for its bytes. Raises ValidationError, with the reason, when it may not come."""
    refuse_unusable(size)
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    mine = Upload.objects.filter(owner=owner, expires_at__gt=timezone.now())
    if mine.count() >= MOST_OPEN or (mine.aggregate(sum=Sum("size"))["sum"] or 0) + size > MOST_OPEN_BYTES:
        raise ValidationError(_("Too many uploads are open at once. Share or cancel some first."))
    upload = Upload.objects.create(owner=owner, name=clean_name(name), size=size, expires_at=expiry())
    settings.UPLOADS.mkdir(parents=True, exist_ok=True, mode=0o750)
    upload.path.touch(mode=0o640)
    return upload


def append(upload: Upload, stream: Readable, *, offset: int, length: int) -> Upload:
    """Adds up to `length` bytes at `offset`; what has come before a cut stays. On disk before it is acknowledged.

    Raises WrongOffsetError when the file does not end there or somebody else is writing to it, GoneError when it was
    given up meanwhile, ValidationError when the disk is full.
    """
    with held(upload) as file:
        if offset != upload.offset:
            raise WrongOffsetError
        try:
            written = _write(file, stream, offset, min(length, upload.size - offset))
        except OSError as error:
            os.truncate(upload.path, upload.offset)
            raise ValidationError(no_room()) from error
        if not Upload.objects.filter(pk=upload.pk).update(offset=offset + written, expires_at=expiry()):
            raise GoneError
    upload.offset = offset + written
    return upload


def receive(owner: User, file: UploadedFile[bytes]) -> Upload:
    """A file that came whole with a plain form, kept like any other upload until it is shared.

    Raises ValidationError, with the reason, when it may not come.
    """
    upload = begin(owner, name=file.name or "", size=file.size or 0)
    try:
        return append(upload, file, offset=0, length=upload.size)
    except ValidationError:
        end(upload)
        raise


@contextmanager
def held(upload: Upload) -> Iterator[BinaryIO]:
    """The upload's file, closed to every other process and thread, and its row as it is now."""
    try:
        # Without a buffer: what did not fit must not come again when the file is closed.
        file = upload.path.open("r+b", buffering=0)
    except FileNotFoundError as error:
        raise GoneError from error
    with file, alone(file, taken=WrongOffsetError):
        try:
            upload.refresh_from_db()
        except Upload.DoesNotExist as error:
            raise GoneError from error
        yield file


def _write(file: BinaryIO, stream: Readable, offset: int, length: int) -> int:
    """How many bytes came before the client was gone; they are synced."""
    file.seek(offset)
    file.truncate()
    left = length
    while left > 0 and (chunk := _read(stream, min(CHUNK, left))):
        left -= len(chunk)
        while chunk:
            chunk = chunk[file.write(chunk) :]
    os.fsync(file.fileno())
    return length - left


def _read(stream: Readable, size: int) -> bytes:
    try:
        return stream.read(size)
    except OSError:  # the client is gone: what came is kept
        return b""


def end(upload: Upload) -> None:
    """Gives it up, or uses it up. The row goes first: a file without one is swept, a row without a file misleads."""
    path = upload.path
    upload.delete()
    path.unlink(missing_ok=True)


@contextmanager
def finished(key: str, *, owner: User) -> Iterator[tuple[Upload, StagedFile]]:
    """A whole upload of this person, nobody else's for as long as the block lasts.

    It stays until `end`, so that a question asked back loses nothing. Raises GoneError when it is not there, not
    whole, used already, or just being used by the same question sent twice.
    """
    upload = mine(key, owner)
    if upload is None:
        raise GoneError
    try:
        with held(upload):
            if upload.offset != upload.size:
                raise GoneError
            yield upload, StagedFile(upload.path, upload.name)
    except WrongOffsetError as error:
        raise GoneError from error


def mine(key: str, owner: User) -> Upload | None:
    """The person's own open upload with this id, or None for whatever else it may be."""
    try:
        return Upload.objects.filter(pk=key, owner=owner, expires_at__gt=timezone.now()).first()
    except ValidationError:
        return None


def expire() -> int:
    """Removes what nobody went on with for a day, and bytes that no row names; returns how many uploads.

    A killed process leaves files here, and folders in which it drew: all of that goes.
    """
    old = list(Upload.objects.filter(expires_at__lte=timezone.now()))
    for upload in old:
        end(upload)
    if settings.UPLOADS.is_dir():
        named = {key.hex for key in Upload.objects.values_list("pk", flat=True)}
        for path in settings.UPLOADS.iterdir():
            if path.name not in named and is_older(path, HOURS * 3600):
                destroy(path)
    return len(old)


def expiry() -> datetime:
    return timezone.now() + timedelta(hours=HOURS)
