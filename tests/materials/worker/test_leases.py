"""A task whose worker is gone runs again, but not for ever; one whose worker lives is left alone."""

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from materials.models.lease import TaskLease
from materials.tasks import read_attachment
from materials.worker import MOST_ATTEMPTS, LeasedWorker, leases, reap

pytestmark = pytest.mark.django_db
SECONDS = 60.0


@pytest.fixture
def task() -> "DBTaskResult[..., object]":
    """One that a worker has begun."""
    result = read_attachment.enqueue(0)
    DBTaskResult.objects.filter(pk=result.id).update(status=TaskResultStatus.RUNNING)
    return DBTaskResult.objects.get(pk=result.id)


def status(task: "DBTaskResult[..., object]") -> str:
    return str(DBTaskResult.objects.get(pk=task.pk).status)


def run_out(task: "DBTaskResult[..., object]") -> None:
    """Time passes, and the worker does not renew."""
    TaskLease.objects.filter(task_id=task.pk).update(expires_at=leases.later(-1))


def test_a_living_workers_task_is_left_alone(task: "DBTaskResult[..., object]") -> None:
    leases.take(task.pk, "one", seconds=SECONDS)
    assert (reap(seconds=SECONDS), status(task)) == (0, "RUNNING")


def test_a_dead_workers_task_is_ready_again(task: "DBTaskResult[..., object]") -> None:
    leases.take(task.pk, "one", seconds=SECONDS)
    run_out(task)
    assert (reap(seconds=SECONDS), status(task)) == (1, "READY")
    assert reap(seconds=SECONDS) == 0


def test_a_heartbeat_keeps_the_own_tasks_and_no_others(task: "DBTaskResult[..., object]") -> None:
    leases.take(task.pk, "one", seconds=SECONDS)
    run_out(task)
    assert (leases.renew("two", seconds=SECONDS), leases.renew("one", seconds=SECONDS)) == (0, 1)
    assert reap(seconds=SECONDS) == 0


def test_a_worker_that_died_before_its_lease_is_noticed_too(task: "DBTaskResult[..., object]") -> None:
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=leases.later(-2 * SECONDS))
    assert (reap(seconds=SECONDS), status(task)) == (1, "READY")


def test_a_task_that_takes_every_worker_down_is_given_up(task: "DBTaskResult[..., object]") -> None:
    for attempt in range(MOST_ATTEMPTS):
        DBTaskResult.objects.filter(pk=task.pk).update(status=TaskResultStatus.RUNNING)
        leases.take(task.pk, f"worker {attempt}", seconds=SECONDS)
        run_out(task)
        reap(seconds=SECONDS)
    assert status(task) == "FAILED"
    assert "Given up" in DBTaskResult.objects.get(pk=task.pk).traceback


@pytest.mark.usefixtures("seeds_for_those_who_come_after")
@pytest.mark.django_db(transaction=True)
def test_a_worker_leaves_no_lease_behind() -> None:
    read_attachment.enqueue(0)
    LeasedWorker(batch=True).run()
    assert TaskLease.objects.count() == 0
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
