"""The embedded index while other threads of the process start programs, or ask as well."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from search.engines.embedded.engine import EmbeddedEngine
from tests.search.engines.shelf import found, material


@pytest.fixture
def embedded(tmp_path: Path) -> EmbeddedEngine:
    return EmbeddedEngine(tmp_path)


def open_here(name: str) -> list[int]:
    """The descriptors of this process that files with such a name are open at."""
    at = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            at += [int(descriptor.name)] if descriptor.readlink().name == name else []
    return at


def test_an_index_is_written_to_again_while_a_process_is_being_started(embedded: EmbeddedEngine) -> None:
    """Until it runs its own program, a process that another thread starts has open what was open here."""
    shelf = embedded.current().materials
    with shelf.writing():
        there_too = [os.dup(descriptor) for descriptor in open_here(".tantivy-writer.lock")]
    assert len(there_too) == 1
    threading.Timer(0.1, os.close, there_too).start()
    assert embedded.current().write([[material(1, "Ark")]]) == {}
    assert found(embedded, "ark") == [1]


class Meeting:
    """An index at whose door two who load at once would meet."""

    def __init__(self, index: Any) -> None:
        self.index, self.door, self.met = index, threading.Barrier(2), 0

    def reload(self) -> None:
        with suppress(threading.BrokenBarrierError):
            self.door.wait(timeout=0.2)
            self.met += 1
        self.index.reload()

    def searcher(self) -> Any:
        return self.index.searcher()


def test_of_two_who_ask_after_a_commit_one_loads_it(embedded: EmbeddedEngine) -> None:
    """Else who began to load an older one might end last, and it would stay until somebody writes again."""
    shelf = embedded.current().materials
    embedded.current().write([[material(1, "Ark")]])
    shelf.index = meeting = Meeting(shelf.index)
    with ThreadPoolExecutor(2) as threads:
        views = [threads.submit(shelf.searcher) for _ in range(2)]
    assert [view.result().num_docs for view in views] == [1, 1]
    assert meeting.met == 0
