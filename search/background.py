"""What the worker does for search beside its tasks: a drain, several times a second."""

import logging
import time

from search.engines import EngineError
from search.indexing import drain
from search.writing import BusyError

logger = logging.getLogger(__name__)

#: Seconds between two tries while the engine takes nothing: of the ten after which it has caught up when it is back.
PAUSE = 1.0


class Indexer:
    """Brings the index up to date beat by beat; while the engine takes nothing, only now and then."""

    def __init__(self) -> None:
        self._paused_until = 0.0
        self._trouble = ""

    def beat(self) -> None:
        """Another process that is at it does so for us."""
        if time.monotonic() < self._paused_until:
            return
        try:
            drain(wait=False)
        except BusyError:
            return
        except EngineError as error:
            self._pause(str(error))
        else:
            self._go_on()

    def _pause(self, trouble: str) -> None:
        """Says it once, however long it lasts."""
        self._paused_until = time.monotonic() + PAUSE
        if trouble != self._trouble:
            logger.warning("The search index takes nothing; it is tried again and again: %s", trouble)
            self._trouble = trouble

    def _go_on(self) -> None:
        if self._trouble:
            logger.warning("The search index takes everything again.")
            self._trouble = ""
