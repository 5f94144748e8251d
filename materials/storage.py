"""Where the bytes lie: under the data folder, never under an address of their own."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files that only the permission-checked view serves. Each is synced to disk before its row can name it."""

    def __init__(self) -> None:
        super().__init__(location=settings.FILES)

    def url(self, name: str | None) -> str:
        raise ImproperlyConfigured("A stored file has no address; link to its attachment instead.")

    def _save(self, name: str, content: "object") -> str:
        saved = super()._save(name, content)  # type: ignore[misc]
        sync(Path(self.path(saved)))
        return str(saved)


def sync(path: Path) -> None:
    """Forces a file and its folder's entry to disk: an acknowledged upload outlives a power cut."""
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_older(path: Path, seconds: float) -> bool:
    """Whether it has lain untouched for longer. What somebody else has just taken away has not."""
    try:
        return path.lstat().st_mtime < time.time() - seconds
    except FileNotFoundError:
        return False


def destroy(path: Path) -> None:
    """Takes away a file, or a folder with all that lies in it; of a link the link, never what it leads to.

    Two processes may be at it at once: what the other one took is gone, and that is all that is wanted.
    """
    with suppress(FileNotFoundError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


@contextmanager
def alone(file: IO[Any], *, taken: type[Exception], wait: bool = False) -> Iterator[None]:
    """Closes an open file to every other process and thread that asks for it so; raises `taken` when it may not wait.

    It ends with its process, and is given back by name: a process that another thread starts at this moment has open
    what is open here until it runs its own program, so that closing the file alone would leave it taken.
    """
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError as error:
        raise taken from error
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
