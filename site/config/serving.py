"""Serves the website: one process a data folder, an announcement when it answers, and a clean end."""

import fcntl
import http.client
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Protocol

from waitress.server import create_server

WAIT = 60.0  # seconds for the first page to answer; a cold start on a busy machine took under 5
THREADS = 8


class Server(Protocol):
    """What we use of waitress's server."""

    def run(self) -> None: ...

    def close(self) -> None: ...


class TakenError(Exception):
    """Another process serves this data folder, or listens at this address."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keeps the data folder to this process. Raises TakenError; the lock dies with the process."""
    with (folder / "serving.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise TakenError(f"Staffroom is already running on the data in {folder}.") from error
        yield


def listen(application: Callable[..., object], host: str, port: int, *, behind_proxy: bool) -> Server:
    """A server that has its address but does not answer yet. Raises TakenError when the address is taken."""
    try:
        server: Server = create_server(
            application, host=host, port=port, threads=THREADS, clear_untrusted_proxy_headers=not behind_proxy
        )
    except OSError as error:
        raise TakenError(
            f"Port {port} is taken ({error.strerror}). Is Staffroom already running? PORT= chooses another one."
        ) from error
    return server


def run(server: Server, announce: Callable[[bool], None], *, host: str, port: int, named: str) -> None:
    """Answers requests until interrupted. `announce` is told once whether the first page answered.

    `named` is the host name that the first page is asked for by.
    """
    threading.Thread(target=lambda: announce(answers(host, port, named)), daemon=True).start()
    try:
        server.run()  # returns on KeyboardInterrupt, when the answers under way are finished
    finally:
        server.close()


@contextmanager
def stoppable() -> Iterator[None]:
    """Makes SIGTERM what Ctrl-C is, and both a quiet end."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    with suppress(KeyboardInterrupt):
        yield


def answers(host: str, port: int, named: str) -> bool:
    """Whether the first page answers (a redirect to HTTPS counts) before the patience runs out."""
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        connection = http.client.HTTPConnection(host, port, timeout=WAIT)
        try:
            connection.request("GET", "/", headers={"Host": named})
            return connection.getresponse().status < 400
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    return False
