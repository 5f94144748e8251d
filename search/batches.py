"""Many things, so many at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

#: Materials that are loaded, written or noted in one go.
BATCH = 500

Item = TypeVar("Item")


def batches(everything: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """The things in order, in lists of at most `size`."""
    rest = iter(everything)
    while batch := list(islice(rest, size)):
        yield batch
