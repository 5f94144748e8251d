"""Killing the site in the middle of things loses nothing that it has acknowledged, and leaves no task behind."""

import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests import postgresql
from tests.site.killed.clients import Teacher, Written
from tests.site.killed.installation import LEASE, Installation
from tests.site.killed.killing import NAMES, write_and_kill


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    with postgresql.server() if request.param == "postgresql" else nullcontext("") as address:
        yield address


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[Installation]:
    installation = Installation(tmp_path, database)
    installation.settle(NAMES)
    yield installation
    installation.kill()


def until_nothing_is_left_to_do(site: Installation) -> dict[str, int]:
    """The tasks' states when all have ended, or when two leases and the work itself have had their time."""
    deadline = time.monotonic() + 2 * LEASE + 60
    pause = threading.Event()
    while time.monotonic() < deadline and site.tasks().keys() & {"READY", "RUNNING"}:
        pause.wait(0.2)
    return site.tasks()


STANDS = """
SELECT m.id, r.content ->> 'title', r.content ->> 'summary', m.trashed_at IS NOT NULL, m.reach
FROM materials_material m JOIN wagtailcore_revision r ON r.id = m.latest_revision_id
"""


def lost(site: Installation, teachers: list[Teacher]) -> list[str]:
    """Acknowledged writes that are not there."""
    stands = {row[0]: row[1:] for row in site.rows(STANDS)}
    files = {row[0] for row in site.rows("SELECT sha256 FROM materials_attachment")}
    missing = []
    for teacher in teachers:
        missing += sorted(teacher.files - files)
        for number, written in teacher.materials.items():
            stand = stands.get(number)
            if stand is None or not as_written(stand, written):
                missing.append(f"{number}: {stand}, not {written}")
    return missing


def as_written(stand: tuple[object, ...], written: Written) -> bool:
    title, summary, trashed, reach = stand
    return (
        title in written.titles
        and summary in ("", title)
        and bool(trashed) in written.trashed
        and reach in written.reaches
    )


@pytest.mark.parametrize(("writes", "kills"), [(90, 2), pytest.param(2000, 40, marks=pytest.mark.soak)])
def test_nothing_acknowledged_is_lost_and_no_task_is_stuck(site: Installation, writes: int, kills: int) -> None:
    teachers = write_and_kill(site, writes, kills)
    assert [teacher.wrong for teacher in teachers] == [[], [], []]
    tasks = until_nothing_is_left_to_do(site)
    assert set(tasks) == {"SUCCESSFUL"}, tasks
    assert lost(site, teachers) == []
    assert (list(site.broken_files()), list(site.half_files())) == ([], [])
    assert site.is_sound()
    unread = site.rows("SELECT count(*) FROM materials_attachment WHERE reading = 'waiting'")
    assert unread == [(0,)]
