"""What tests keep from one run to the next, for every process on this machine."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def cache(what: str) -> Iterator[Path]:
    """The folder, for one process at a time that wants this of it."""
    root = Path("/var/cache") if os.geteuid() == 0 else Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser()
    folder = root / "staffroom"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
