"""The order in which tests run where several processes share them: a list each, long ones first.

Whoever is done with its own list takes over from the end of another's, where the short ones are. In one list the long
ones would stay together in the process that began with them, and the others would wait for it.
"""

import os
from collections import deque
from operator import itemgetter
from pathlib import PurePath
from typing import TypeVar

#: Files and rooms of tests that take from half a minute to minutes each, in the order in which they begin.
LONGEST = {
    "test_postgresql.py": 0,
    "test_elasticsearch.py": 1,
    "access_machine": 2,
    "test_index_survives.py": 3,
    "test_killed.py": 4,
}

Item = TypeVar("Item")


def rank(path: PurePath) -> int:
    return min(LONGEST.get(part, len(LONGEST)) for part in path.parts)


def dealt(ranked: list[tuple[int, Item]], hands: int) -> list[Item]:
    """The items, each given with its rank, in as many equal lists, one after the other, as processes are given them."""
    long = [item for place, item in sorted(ranked, key=itemgetter(0)) if place < len(LONGEST)]
    short = deque(item for place, item in ranked if place == len(LONGEST))
    lists, left = list[Item](), len(ranked)
    for hand in range(hands):
        size = left // (hands - hand)
        mine = long[hand::hands]
        lists += [*mine, *(short.popleft() for _ in range(min(len(short), size - len(mine))))]
        left -= size
    return [*lists, *short]


def processes() -> int:
    """How many of them share the tests, of which this is one."""
    return int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
