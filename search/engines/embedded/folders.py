"""The generations of the embedded index on disk, and the pointer to the one that answers."""

import os
import shutil
import tempfile
import threading
from pathlib import Path

from search.engines import EngineError
from search.engines.embedded.errors import its_errors
from search.engines.embedded.generation import EmbeddedGeneration
from search.schema import ANALYSIS, VERSION

POINTER = "current"
#: What the names of generations of this release begin with.
TODAYS = f"{VERSION}.{ANALYSIS}-"


def is_todays(name: str) -> bool:
    """Whether a generation of this name was built for today's schema."""
    return name.startswith(TODAYS)


class Folders:
    """`<folder>/<schema version>-<name>/`, and a file that names the current one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._open: EmbeddedGeneration | None = None

    def current(self) -> EmbeddedGeneration:
        """The generation that answers; an empty one when there has been none of today's schema.

        One of another schema is not opened: tantivy refuses fields that are not those on disk.
        """
        with self._lock, its_errors("The embedded index cannot be opened"):
            name = self._pointed()
            if self._open is None or self._open.name != name:
                self._open = EmbeddedGeneration(self.folder / name) if is_todays(name) else self._first()
            return self._open

    def begin(self) -> EmbeddedGeneration:
        """What was begun before and never came to answer goes first: its builder was killed, or had no room."""
        self._remove_all_but({self._pointed()})
        return self._fresh()

    def _fresh(self) -> EmbeddedGeneration:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh = tempfile.mkdtemp(prefix=TODAYS, dir=self.folder)
            return EmbeddedGeneration(Path(fresh))
        except OSError as error:
            raise EngineError(f"There is no room for a new index: {error.strerror}.") from error

    def promote(self, name: str) -> None:
        """Points at the generation in one step, and removes all but it and the one before."""
        before = self._pointed()
        self._point(name)
        self._remove_all_but({before, name})

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _remove_all_but(self, kept: set[str]) -> None:
        for path in self.folder.glob("*-*"):
            if path.is_dir() and path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)

    def _pointed(self) -> str:
        try:
            return (self.folder / POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""

    def _first(self) -> EmbeddedGeneration:
        generation = self._fresh()
        self._point(generation.name)
        return generation

    def _point(self, name: str) -> None:
        fresh = self.folder / f"{POINTER}.{os.getpid()}.{threading.get_ident()}"
        fresh.write_text(name, encoding="utf-8")
        fresh.replace(self.folder / POINTER)
