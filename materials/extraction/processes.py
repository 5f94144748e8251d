"""Keeps warm reading processes, one family of formats each, and hands them one file at a time."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from materials.extraction.limits import Limits, Unreadable

KEPT_IDLE = 1  # processes a family; more are started while several files are read at once
GRACE_SECONDS = 10  # beyond the wall limit, which the reading process itself keeps
_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path[:0] = sys.argv[2:]; from materials.extraction.reader import main; main(sys.argv[1])"


class Ended(NamedTuple):
    """How the child that read one file ended; `reason` None when it finished its work."""

    reason: str | None
    cpu_seconds: float
    peak_bytes: int


class ReadingProcess:
    """A running `reader`: in a session of its own, with an empty environment and no descriptor of ours."""

    def __init__(self, family: str) -> None:
        libraries = [path for path in sys.path if path and Path(path).is_absolute()]
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own code
            [sys.executable, "-I", "-S", "-c", _START, family, str(_ROOT), *libraries],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"LANG": "C.UTF-8"},
            start_new_session=True,
            bufsize=0,
        )

    def is_running(self) -> bool:
        """It ends by itself when nothing has come for a while."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """The answer; None when the process died or did not answer in time."""
        assert self._process.stdin is not None  # noqa: S101  for the type checker: both are pipes
        assert self._process.stdout is not None  # noqa: S101
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            if select.select([self._process.stdout], [], [], seconds)[0]:
                answer = self._process.stdout.readline()
                return json.loads(answer) if answer.endswith(b"\n") else None
        return None

    def end(self) -> None:
        """At once, with whatever it is doing."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        with self._process:
            pass  # closes both pipes and waits


_idle: defaultdict[tuple[int, str], list[ReadingProcess]] = defaultdict(list)
_lock = threading.Lock()


@contextmanager
def _borrowed(family: str) -> Iterator[ReadingProcess]:
    """Idle ones are kept for this process only: a fork of it must not share their pipes."""
    key = (os.getpid(), family)
    with _lock:
        process = _idle[key].pop() if _idle[key] else None
    if process is not None and not process.is_running():
        process.end()
        process = None
    process = process or ReadingProcess(family)
    keep = False
    try:
        yield process
        keep = process.is_running()
    finally:
        with _lock:
            keep = keep and len(_idle[key]) < KEPT_IDLE
            if keep:
                _idle[key].append(process)
        if not keep:
            process.end()


def run(family: str, request: dict[str, Any], limits: Limits) -> Ended:
    """Has one file read by a caged child; asks a second process when the first one died. Callable from any thread."""
    request = {**request, "limits": asdict(limits)}
    for _ in range(2):
        with _borrowed(family) as process:
            answer = process.ask(request, limits.wall_seconds + GRACE_SECONDS)
            if answer is None:
                process.end()
            else:
                return Ended(_reason(answer["status"]), answer["cpu"], answer["peak"])
    raise Unreadable("failed")


def _reason(status: int) -> str | None:
    """What a wait status means: pdfium and the C++ libraries abort when memory is refused, the rest is damage."""
    if status == -1:
        return "too_slow"
    if status == 0:
        return None
    if os.WIFSIGNALED(status):
        ended_by = os.WTERMSIG(status)
        if ended_by == signal.SIGXCPU:
            return "too_slow"
        if ended_by in {signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGKILL}:
            return "out_of_memory"
    return "damaged"


def end_all() -> None:
    """Ends this process's idle reading processes."""
    with _lock:
        mine = [key for key in _idle if key[0] == os.getpid()]
        processes = [process for key in mine for process in _idle.pop(key)]
    for process in processes:
        process.end()


atexit.register(end_all)
