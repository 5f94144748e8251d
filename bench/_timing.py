"""The one clock of what is done once."""

import time
from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")


def timed(do: Callable[[], Given]) -> tuple[Given, float]:
    """What it gives, and the seconds it took."""
    began = time.perf_counter()
    given = do()
    return given, time.perf_counter() - began
