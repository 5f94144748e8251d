"""Waiting for what workers do."""

import threading
import time
from collections.abc import Callable

PATIENCE = 60.0  # seconds, on a machine that has much else to do


def until(holds: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not holds():
        assert time.monotonic() < deadline, what
        pause.wait(0.05)
