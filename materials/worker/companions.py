"""Work that other rooms do beside the tasks, in a thread of the worker's process each."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connection

logger = logging.getLogger(__name__)

#: Does whatever is due now, and returns. It may be called at any time, and by several processes.
Beat = Callable[[], object]
#: Seconds between two beats.
INTERVAL = 0.25

_beats: dict[str, Beat] = {}


def register(name: str, beat: Beat) -> None:
    _beats[name] = beat


def accompany(stopping: threading.Event) -> list[threading.Thread]:
    """Starts a thread for each; they end soon after `stopping` is set."""
    threads = [
        threading.Thread(target=_keep_beating, args=(name, beat, stopping), name=name, daemon=True)
        for name, beat in _beats.items()
    ]
    for thread in threads:
        thread.start()
    return threads


def beat_once() -> None:
    """One beat of each, here and now."""
    for beat in _beats.values():
        beat()


def _keep_beating(name: str, beat: Beat, stopping: threading.Event) -> None:
    while not stopping.wait(INTERVAL):
        try:
            beat()
        except Exception:
            logger.exception("%s failed; it is tried again.", name)
            stopping.wait(INTERVAL * 20)
        close_old_connections()
    connection.close()
