"""One process writes to the index at a time, and one builds a new one."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from materials.storage import alone


class BusyError(Exception):
    """Another process is writing, or building."""


@contextmanager
def writing(*, wait: bool) -> Iterator[None]:
    """Holds the writers' lock of the data folder. Raises BusyError when it may not wait."""
    with _holding("writing.lock", wait=wait):
        yield


@contextmanager
def building() -> Iterator[None]:
    """Holds the builders' lock: whoever lets a new index answer removes all others but the last.

    Nobody waits for it, for a builder waits for the writers' lock in the end, which the waiting one may hold. Raises
    BusyError.
    """
    with _holding("building.lock", wait=False):
        yield


@contextmanager
def _holding(name: str, *, wait: bool) -> Iterator[None]:
    settings.SEARCH_FOLDER.mkdir(parents=True, exist_ok=True)
    with (settings.SEARCH_FOLDER / name).open("w") as lock, alone(lock, taken=BusyError, wait=wait):
        yield
