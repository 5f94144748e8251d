"""A site of its own, started as `make run` starts it."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("STAFFROOM_", "DJANGO_"))}
    return {**kept, "STAFFROOM_DATA": str(folder), "PORT": str(port), "PYTHONPATH": str(ROOT / "site")}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def served(folder: Path, port: int) -> Iterator[None]:
    """From the start until the first page answers; ends it afterwards. Raises RuntimeError when it does not start."""
    env = environment(folder, port)
    subprocess.run([sys.executable, "-m", "config.first_start"], cwd=ROOT, env=env, check=True)
    command = [sys.executable, "-u", "manage.py", "serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        if not any("ready" in line for line in process.stdout):
            raise RuntimeError("It does not start.")
        yield
    finally:
        process.terminate()
        process.communicate()


@contextlib.contextmanager
def planted() -> Iterator[tuple[Path, int]]:
    """A folder with the demo municipality in it, started once, and a port to serve it at."""
    with tempfile.TemporaryDirectory(prefix="staffroom-bench-") as name:
        folder, port = Path(name), free_port()
        with served(folder, port):
            pass
        yield folder, port
