"""The numbers by which an index knows what can be found: a material's is its id, a collection's lies above them all.

One range of numbers lets standings, what is held back and the engines treat both alike. The lower 32 bits of a number
tell it from every other: sorts rely on that.
"""

from collections.abc import Iterable
from typing import Final

#: Collection 1 has this and one more. No material's id is as high.
FIRST: Final = 2**31


def of_collection(collection_id: int) -> int:
    return FIRST + collection_id


def is_collection(number: int) -> bool:
    return number >= FIRST


def materials(numbers: Iterable[int]) -> list[int]:
    """The ids of the materials among these."""
    return [number for number in numbers if number < FIRST]


def collections(numbers: Iterable[int]) -> list[int]:
    """The ids of the collections among these."""
    return [number - FIRST for number in numbers if number >= FIRST]


def collections_within(numbers: range) -> range:
    """The ids of collections that have these numbers."""
    return range(max(numbers.start - FIRST, 0), max(numbers.stop - FIRST, 0))
