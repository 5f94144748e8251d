"""Lets nobody wait for a server that does not answer."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search.engines import AwayError, EngineError, RefusedError

logger = logging.getLogger(__name__)

#: Failures in a row after which nobody asks any more, and the seconds until somebody tries again.
MOST_FAILURES, PAUSE = 3, 10.0


class Breaker:
    """Open after `MOST_FAILURES` in a row: everybody is refused at once, but for one try every `PAUSE` seconds.

    Threads share it. It holds no lock while somebody asks, so that nobody waits for another's time-out. It tells the
    log when it opens and when it closes.
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
        """Raises AwayError at once while it is open; counts an EngineError that passes through, and makes it an
        AwayError from the one on that opens it.

        Who refuses something is there. Who is `probing` is let through at any time.
        """
        if not probing:
            self._enter()
        try:
            yield
        except RefusedError:
            self._close()
            raise
        except EngineError as error:
            self._count(error)
            if self.is_open:
                raise AwayError(str(error)) from error
            raise
        self._close()

    def _count(self, error: EngineError) -> None:
        with self._lock:
            self._failures += 1
            self._next_try = self._clock() + PAUSE
            opens = self._failures == MOST_FAILURES
        if opens:
            logger.warning("Elasticsearch is asked no more, but for a try every %d seconds: %s", PAUSE, error)

    def _close(self) -> None:
        with self._lock:
            closes, self._failures = self.is_open, 0
        if closes:
            logger.warning("Elasticsearch is asked again.")

    def _enter(self) -> None:
        with self._lock:
            if not self.is_open:
                return
            if self._clock() < self._next_try:
                raise AwayError("Elasticsearch has not answered; it is tried again in a moment.")
            self._next_try = self._clock() + PAUSE
