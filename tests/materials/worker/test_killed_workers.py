"""Real workers, really killed: another one takes the task over, once, and one that kills them all is given up."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from materials.worker import MOST_ATTEMPTS
from tests.materials.worker.conftest import PATIENCE, until
from tests.site.killed.installation import Installation
from tests.site.repository import ROOT

LEASE = 2.0  # seconds
ENQUEUE = """
import django; django.setup()
from tests.materials.worker import probes
for _ in range({number}):
    probes.{task}.enqueue({folder!r})
"""


class Workers:
    """An installation with workers alone, and what its tasks note down."""

    def __init__(self, site: Installation, folder: Path) -> None:
        self.site, self.folder = site, folder

    def enqueue(self, task: str, number: int = 1) -> None:
        self.site.run("-c", ENQUEUE.format(task=task, folder=str(self.folder), number=number))

    def start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "manage.py", "work", "--lease", str(LEASE)]
        process = subprocess.Popen(command, cwd=ROOT, env=self.site.environment, stderr=subprocess.DEVNULL)
        self.site.running.append(process)  # type: ignore[arg-type]
        return process

    def runs(self) -> list[int]:
        """Process numbers of the workers that ran something, in order."""
        noted = self.folder / "runs"
        return [int(line) for line in noted.read_text().split()] if noted.exists() else []

    def statuses(self) -> dict[str, int]:
        return self.site.tasks()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    site = Installation(tmp_path_factory.mktemp("workers"))
    site.migrate()
    return site


@pytest.fixture
def workers(installed: Installation, tmp_path: Path) -> Iterator[Workers]:
    yield Workers(installed, tmp_path)
    installed.kill()
    installed.run("-c", "import django; django.setup(); from django_tasks_db.models import DBTaskResult as R; "
                        "R.objects.all().delete()")  # fmt: skip


def test_another_worker_runs_the_task_of_a_killed_one(workers: Workers) -> None:
    workers.enqueue("linger")
    first = workers.start()
    until(lambda: workers.runs() == [first.pid], "nobody begins")
    second = workers.start()
    first.kill()
    killed = time.monotonic()
    until(lambda: workers.runs() == [first.pid, second.pid], "nobody takes over")
    assert time.monotonic() - killed < 2 * LEASE + PATIENCE / 4  # the second one's start counts too
    (workers.folder / "go").touch()
    until(lambda: workers.statuses() == {"SUCCESSFUL": 1}, "it does not end")


def test_a_task_that_takes_every_worker_down_is_given_up(workers: Workers) -> None:
    workers.enqueue("die")
    everybody = [workers.start() for _ in range(MOST_ATTEMPTS + 1)]
    until(lambda: workers.statuses() == {"FAILED": 1}, f"{workers.statuses()} after {workers.runs()}")
    assert len(workers.runs()) == len(set(workers.runs())) == MOST_ATTEMPTS
    assert [worker.poll() for worker in everybody].count(None) == 1
    [(said,)] = workers.site.rows("SELECT traceback FROM django_tasks_database_dbtaskresult")
    assert "Given up" in str(said)


def test_a_lasting_task_is_left_to_its_living_worker(workers: Workers) -> None:
    workers.enqueue("linger")
    workers.start()
    until(lambda: len(workers.runs()) == 1, "nobody begins")
    workers.start()
    workers.enqueue("pass_by", 20)
    until(lambda: len(workers.runs()) == 21, "the other one does nothing")
    with pytest.raises(AssertionError, match="two leases"):
        until(lambda: len(workers.runs()) > 21, "two leases", 2 * LEASE)
    (workers.folder / "go").touch()
    until(lambda: workers.statuses() == {"SUCCESSFUL": 21}, "it does not end")


def test_two_workers_run_no_task_twice(workers: Workers) -> None:
    workers.enqueue("pass_by", 60)
    for _ in range(2):
        workers.start()
    until(lambda: workers.statuses() == {"SUCCESSFUL": 60}, "they do not end")
    assert len(workers.runs()) == 60
