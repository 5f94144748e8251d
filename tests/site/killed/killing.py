"""Everybody writes, and the site is killed in the middle of it, again and again."""

import hashlib
import threading

from tests.site.killed.clients import Counter, Teacher
from tests.site.killed.installation import Installation

NAMES = ["anne", "birk", "carl"]


def moment(kill: int, every: int) -> int:
    """How many more writes until the next kill: not regular, and the same each time."""
    return 1 + int.from_bytes(hashlib.sha256(f"kill {kill}".encode()).digest()[:4]) % (2 * every)


def write_and_kill(site: Installation, writes: int, kills: int) -> list[Teacher]:
    """Kills web and workers that often while everybody writes that much."""
    counter, up = Counter(), threading.Event()
    teachers = [Teacher(name, site, up, counter) for name in NAMES]
    site.start()
    up.set()
    for teacher in teachers:
        teacher.start()
    for kill in range(kills):
        counter.wait_for(counter.number + moment(kill, writes // (kills + 1)))
        up.clear()
        site.kill()
        site.start()
        up.set()
    counter.wait_for(writes)
    for teacher in teachers:
        teacher.stopping.set()
    for teacher in teachers:
        teacher.join()
    return teachers
