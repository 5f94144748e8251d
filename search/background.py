"""What the worker does for search beside its tasks: a drain, several times a second."""

import logging
import time

from search.engines import EngineError
from search.indexing import drain
from search.writing import BusyError

logger = logging.getLogger(__name__)

#: Seconds between two tries while the engine takes nothing.
PAUSE = 5.0

_paused_until = 0.0


def beat() -> None:
    """Brings the index up to date; another process that is at it does so for us."""
    global _paused_until
    if time.monotonic() < _paused_until:
        return
    try:
        drain(wait=False)
    except BusyError:
        return
    except EngineError as error:
        logger.warning("The search index takes nothing; it is tried again: %s", error)
        _paused_until = time.monotonic() + PAUSE
