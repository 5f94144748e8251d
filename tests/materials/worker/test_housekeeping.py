"""Housekeeping goes on whatever one of its steps meets, and keeps no worker from its leases."""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from materials.collections import curating
from materials.models.collection import Collection
from materials.models.lease import TaskLease
from materials.worker import housekeeping, leases, run_in_background
from tests.conftest import Cast
from tests.materials.worker import probes
from tests.materials.worker.conftest import PATIENCE, until

SHORT = 0.3  # seconds


def breaks() -> int:
    raise ValueError("it meets what nobody thought of")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of the other rooms' steps can never be done."""
    monkeypatch.setattr(housekeeping, "_others", {"broken": breaks, **housekeeping._others})


def test_one_step_that_fails_stops_no_other(cast: Cast, broken: None, caplog: pytest.LogCaptureFixture) -> None:
    row = curating.create_collection(team=cast.team, title="Brøker", by=cast.lead)
    Collection.objects.filter(pk=row.pk).update(trashed_at=timezone.now() - timedelta(days=31))
    done = housekeeping.housekeep()
    assert (done["collections"], "broken" in done, Collection.objects.exists()) == (1, False, False)
    assert "“broken” failed" in caplog.text and "nobody thought of" in caplog.text


def test_who_keeps_house_by_hand_is_told_what_failed(
    cast: Cast, broken: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match=r"log: broken\.$"):
        call_command("housekeep")
    assert "collections: 0" in capsys.readouterr().out


@pytest.fixture
def lasting(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A step that has begun, and ends with the test."""
    began, over = threading.Event(), threading.Event()

    def lasts() -> int:
        began.set()
        return int(over.wait(PATIENCE))

    monkeypatch.setattr(housekeeping, "_others", {"lasting": lasts})
    yield began
    over.set()


def renewed_after(event: threading.Event, folder: Path) -> None:
    """A worker's lease on the task that it is at grows, when this has happened: it is seen to end at two times."""
    seen = set[tuple[object, ...]]()

    def is_renewed() -> bool:
        held = TaskLease.objects.exclude(expires_at=None)
        seen.update(held.values_list("task_id", "attempts", "expires_at"))
        return len({lease[:2] for lease in seen}) < len(seen)

    probes.linger.enqueue(str(folder))
    worker = run_in_background(SHORT)
    try:
        until(event.is_set, "it does not happen")
        until(is_renewed, "the lease is not renewed", 10)
    finally:
        (folder / "go").touch()
        worker.stop()


@pytest.mark.usefixtures("seeds_for_those_who_come_after")
@pytest.mark.django_db(transaction=True)
def test_leases_are_renewed_while_house_is_kept(lasting: threading.Event, tmp_path: Path) -> None:
    renewed_after(lasting, tmp_path)


@pytest.mark.usefixtures("seeds_for_those_who_come_after")
@pytest.mark.django_db(transaction=True)
def test_leases_are_renewed_whatever_has_gone_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failed = threading.Event()

    def fails(**_: float) -> int:
        failed.set()
        return breaks()

    monkeypatch.setattr(leases, "reap", fails)
    renewed_after(failed, tmp_path)


@pytest.mark.usefixtures("seeds_for_those_who_come_after")
@pytest.mark.django_db(transaction=True)
def test_the_worker_inside_the_site_goes_on_after_a_task_whose_end_cannot_be_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = tmp_path / "runs"
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)  # no report of a test can carry that letter
    probes.fail_unspeakably.enqueue(str(tmp_path))
    worker = run_in_background(SHORT)
    try:
        until(runs.exists, "the first task does not run")
        probes.pass_by.enqueue(str(tmp_path))
        until(lambda: DBTaskResult.objects.successful().exists(), "the next task does not run", 20)
    finally:
        worker.stop()
