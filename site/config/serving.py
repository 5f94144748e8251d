"""Serves the website: one process a data folder, an announcement when it answers, and a clean end."""

import errno
import fcntl
import gc
import http.client
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from waitress.server import create_server

WAIT = 60.0  # seconds for the first page to answer; a cold start on a busy machine took under 5
THREADS = 8
#: Browsers and proxies keep connections open on which nothing is asked, up to two minutes, and a browser several.
CONNECTIONS = 800
#: Objects until the collector looks at the youngest, and rounds of these until it looks at older and at all.
ROUNDS = (10_000, 10, 50)

Application = Callable[..., Any]


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


def reserve(host: str, port: int) -> socket.socket:
    """The address, which nobody else can take from here on. Raises TakenError when somebody has it."""
    try:
        return socket.create_server((host, port), backlog=128)
    except OSError as error:
        why = "somebody listens there already" if error.errno == errno.EADDRINUSE else error.strerror
        raise TakenError(
            f"Port {port} cannot be used: {why}. Is Staffroom already running? PORT= takes another."
        ) from error


def run(
    application: Application, at: socket.socket, announce: Callable[[bool], None], *, named: str, proxy: bool
) -> None:
    """Answers requests until interrupted. `announce` is told once whether the first page answered.

    `named` is the host name that the first page is asked for by; `proxy` says whether one in front is believed.
    """

    def greet() -> None:
        announce(answers(at.getsockname(), named))
        settle()

    server = server_of(application, at, proxy=proxy)
    threading.Thread(target=greet, daemon=True).start()
    try:
        server.run()  # returns on KeyboardInterrupt, when the answers under way are finished
    finally:
        server.close()


def server_of(application: Application, at: socket.socket, *, proxy: bool) -> Any:
    """Waitress, at this address. It polls, for it could not select among so many connections and all open files."""
    return create_server(
        application,
        sockets=[at],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=not proxy,
    )


def settle() -> None:
    """Takes what is loaded by now out of the garbage collector's sight: it stays as long as the process does.

    A full collection would go through every module each time, and hold the page that it meets up for 150 ms. Of what
    comes later it is fewer, larger rounds: a page makes many objects, and hardly any that need the collector.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*ROUNDS)


@contextmanager
def stoppable() -> Iterator[None]:
    """Makes SIGTERM what Ctrl-C is, and both a quiet end, also where a shell started us with Ctrl-C switched off."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with suppress(KeyboardInterrupt):
        yield


def answers(address: tuple[str, int], named: str) -> bool:
    """Whether the first page answers (a redirect to HTTPS counts) before the patience runs out."""
    connection = http.client.HTTPConnection(*address, timeout=WAIT)
    try:
        connection.request("GET", "/", headers={"Host": named})
        return connection.getresponse().status < 400
    except OSError:
        return False
    finally:
        connection.close()
