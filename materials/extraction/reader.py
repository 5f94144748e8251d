"""The program of a reading process: loads one family's library once, then forks a caged child for every file.

Forking from a warm, single-threaded process is what keeps an ordinary Office file below 100 ms: loading python-pptx
alone takes that long. Requests come as lines of JSON on standard input, one at a time; the answer is a line too.
The child writes what it finds as lines of JSON into a file: {"page": text}, {"image": […]}, {"note": …} and last
{"done": …} or {"unreadable": reason}. A child that leaves no last line has crashed.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import IO, Any, Final, Protocol, cast

from materials.extraction import cage
from materials.extraction.limits import Limits, Unreadable

FAMILIES: Final = ("pdf", "word", "slides", "sheets", "opendocument", "epub", "markup", "text", "archive", "previews")
IDLE_SECONDS = 300  # then the process ends and its 20 to 40 MB are free
CRASHED = 70  # exit status of a child that left by an exception


class Family(Protocol):
    """What every family's module offers; previews offers `draw` instead."""

    def pages(self, path: Path, limits: Limits, content_type: str) -> Iterator[str]: ...


def main(family: str) -> None:
    """Serves until standard input closes or nothing has come for a while."""
    module = importlib.import_module(f"materials.extraction.{family}")
    cage.cut_network()
    cage.forbid_calls()
    cage.step_back()
    while select.select([0], [], [], IDLE_SECONDS)[0]:
        request = _line(0)
        if not request:
            return
        os.write(1, json.dumps(_serve(module, json.loads(request))).encode() + b"\n")


def _line(descriptor: int) -> bytes:
    received = b""
    while not received.endswith(b"\n"):
        more = os.read(descriptor, 65_536)
        if not more:
            return b""
        received += more
    return received


def _serve(module: ModuleType, request: dict[str, Any]) -> dict[str, Any]:
    """How the child ended: its wait status (-1: it took too long), CPU seconds and peak memory."""
    limits = Limits(**request["limits"])
    alive, held = os.pipe()  # the child holds one end; it closes when the child ends, however it ends
    child = os.fork()
    if child == 0:
        os.close(alive)
        _in_child(lambda: _work(module, request, limits), limits)
    os.close(held)
    ready, _, _ = select.select([alive, 0], [], [], limits.wall_seconds)
    for end in (os.killpg, os.kill):  # the group, and the child itself if it had not got as far as to lead one
        with suppress(ProcessLookupError, PermissionError):
            end(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    os.close(alive)
    return {
        "status": status if alive in ready else -1,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * 1024,
    }


def _in_child(work: Callable[[], None], limits: Limits) -> None:
    """Never returns: what happens here must not run on in the serving process."""
    code = CRASHED
    try:
        cage.die_with_parent()
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        cage.limit(limits.memory_bytes, limits.cpu_seconds, limits.output_bytes)
        work()
        code = 0
    finally:
        os._exit(code)


def _work(module: ModuleType, request: dict[str, Any], limits: Limits) -> None:
    with Path(request["result"]).open("w", encoding="utf-8") as result:
        try:
            if request["folder"]:
                done = module.draw(
                    Path(request["path"]), Path(request["folder"]), limits, lambda **line: _write(result, line)
                )
            else:
                done = _read(cast(Family, module), request, limits, result)
        except Unreadable as found:
            _write(result, {"unreadable": found.reason})
        except MemoryError:
            _write(result, {"unreadable": "out_of_memory"})
        else:
            _write(result, {"done": done})


def _read(family: Family, request: dict[str, Any], limits: Limits, result: IO[str]) -> int:
    """Writes page by page up to limits.max_characters; the number of pages."""
    left = limits.max_characters
    count = 0
    for text in family.pages(Path(request["path"]), limits, request["content_type"]):
        count += 1
        if count > limits.max_pages:
            raise Unreadable("too_many_pages")
        _write(result, {"page": text[:left]})
        if len(text) > left:
            _write(result, {"note": "text_cut"})
        left = max(0, left - len(text))
    return count


def _write(result: IO[str], line: dict[str, Any]) -> None:
    """Flushed at once, so that what was done before a crash is kept."""
    result.write(json.dumps(line, ensure_ascii=False) + "\n")
    result.flush()


if __name__ == "__main__":
    main(sys.argv[1])
