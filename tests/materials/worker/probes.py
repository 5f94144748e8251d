"""Tasks that note when they run: one waits to be let go, one takes its worker down, two are quick."""

import os
import signal
import threading
from pathlib import Path

from django_tasks import task


def note(folder: str) -> None:
    """One line a run, whole, whoever else writes."""
    with (Path(folder) / "runs").open("a") as file:
        file.write(f"{os.getpid()}\n")


@task()
def linger(folder: str) -> None:
    note(folder)
    pause = threading.Event()
    while not (Path(folder) / "go").exists():
        pause.wait(0.05)


@task()
def die(folder: str) -> None:
    note(folder)
    os.kill(os.getpid(), signal.SIGKILL)


@task()
def pass_by(folder: str) -> None:
    note(folder)


@task()
def fail_unspeakably(folder: str) -> None:
    """Says why in a letter that no database has room for: a name of a file that is in no encoding."""
    note(folder)
    raise OSError(b"\xe6".decode(errors="surrogateescape"))
