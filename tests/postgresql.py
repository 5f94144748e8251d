"""A PostgreSQL server of the tests' own: on a free port of this machine, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def server() -> Iterator[str]:
    """Yields its address, `postgres://…/staffroom`. Without Debian's `postgresql` it fails in CI, else skips aloud."""
    folder, port = Path(tempfile.mkdtemp(prefix="staffroom-postgresql-")), free_port()
    shutil.chown(folder, *(["postgres", "postgres"] if os.geteuid() == 0 else [os.geteuid()]))
    run("initdb", "--pgdata", str(folder), "--username", "staffroom", "--auth", "trust", "--encoding", "UTF8")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "--pgdata", str(folder), "--options", options, "--log", str(folder / "log"), "--wait", "start")
    try:
        run("createdb", "--host", "127.0.0.1", "--port", str(port), "--username", "staffroom", "staffroom")
        yield f"postgres://staffroom@127.0.0.1:{port}/staffroom"
    finally:
        run("pg_ctl", "--pgdata", str(folder), "--mode", "immediate", "--wait", "stop")
        shutil.rmtree(folder)


def run(program: str, *arguments: str) -> None:
    """As `postgres` when we are root: the server refuses to run as root."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}")) or [shutil.which(program)]
    if found[-1] is None:
        reason = f"!!! {program} is not installed (Debian: postgresql): what happens on PostgreSQL is NOT tested."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*user, str(found[-1]), *arguments], check=True, capture_output=True, cwd="/")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
