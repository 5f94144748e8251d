"""Beside a test: somebody who edits, and a worker that drains, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from django.db import connection
from django.utils import timezone

from materials.models.material import Material
from materials.vocabulary import Reach
from search.background import Indexer
from tests.conftest import Cast
from tests.search.faults.stock import stock


class Edits(threading.Thread):
    """Changes materials so many times, by a seed: texts, readers, trash and new ones."""

    def __init__(self, cast: Cast, number: int) -> None:
        super().__init__(name="edits")
        self.cast, self.number, self.chance = cast, number, Random(number)
        self.done = 0

    def run(self) -> None:
        try:
            for _ in range(self.number):
                self._edit()
                self.done += 1
        finally:
            connection.close()

    def _edit(self) -> None:
        one = Material.objects.filter(pk=self.chance.choice(list(Material.objects.values_list("pk", flat=True))))
        self.chance.choice(
            [
                lambda: one.update(title=f"Brøker {self.chance.random()}"),
                lambda: one.update(reach=self.chance.choice(Reach.values)),
                lambda: one.update(trashed_at=timezone.now()),
                lambda: one.update(trashed_at=None),
                lambda: stock(self.cast, 1),
            ]
        )()


@contextmanager
def worker() -> Iterator[None]:
    """Drains all the time, as the site's own does; whatever it raises is raised when it ends."""
    stopping, raised = threading.Event(), list[BaseException]()

    def work() -> None:
        indexer = Indexer()
        try:
            while not stopping.wait(0.01):
                indexer.beat()
        except BaseException as error:  # noqa: BLE001 - it is raised again, in the test's thread
            raised.append(error)
        finally:
            connection.close()

    with _running(work):
        yield
        stopping.set()
    assert raised == []


@contextmanager
def _running(what: Callable[[], None]) -> Iterator[None]:
    thread = threading.Thread(target=what, daemon=True)
    thread.start()
    yield
    thread.join(timeout=120)
