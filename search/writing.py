"""One process writes to the index at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


class BusyError(Exception):
    """Another process is writing."""


@contextmanager
def writing(*, wait: bool) -> Iterator[None]:
    """Holds the lock of the data folder; it ends with the process. Raises BusyError when it may not wait."""
    settings.SEARCH_FOLDER.mkdir(parents=True, exist_ok=True)
    with (settings.SEARCH_FOLDER / "writing.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise BusyError from error
        yield
