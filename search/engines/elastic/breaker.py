"""Lets nobody wait for a server that does not answer."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search.engines import EngineError, RefusedError

#: Failures in a row after which nobody asks any more, and the seconds until somebody tries again.
MOST_FAILURES, PAUSE = 3, 10.0


class Breaker:
    """Open after `MOST_FAILURES` in a row: everybody is refused at once, but for one try every `PAUSE` seconds.

    Threads share it. It holds no lock while somebody asks, so that nobody waits for another's time-out.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._next_try = 0.0

    @property
    def is_open(self) -> bool:
        return self._failures >= MOST_FAILURES

    @contextmanager
    def asking(self, *, probing: bool = False) -> Iterator[None]:
        """Raises EngineError at once while it is open; counts an EngineError that passes through.

        Who refuses something is there. Who is `probing` is let through at any time.
        """
        if not probing:
            self._enter()
        try:
            yield
        except RefusedError:
            self._close()
            raise
        except EngineError:
            with self._lock:
                self._failures += 1
                self._next_try = self._clock() + PAUSE
            raise
        self._close()

    def _close(self) -> None:
        with self._lock:
            self._failures = 0

    def _enter(self) -> None:
        with self._lock:
            if not self.is_open:
                return
            if self._clock() < self._next_try:
                raise EngineError("Elasticsearch has not answered; it is tried again in a moment.")
            self._next_try = self._clock() + PAUSE
