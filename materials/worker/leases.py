"""Leases on running tasks, by the database's clock, and the reaper that ends those that ran out."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from materials.models.lease import TaskLease

#: A worker that has not renewed for so long is taken for dead.
LEASE_SECONDS = 60
#: A task that took its worker down so often is not tried again.
MOST_ATTEMPTS = 5

logger = logging.getLogger(__name__)


def later(seconds: float) -> Combinable:
    """So many seconds from now, by the database's clock."""
    return ExpressionWrapper(Now() + Value(timedelta(seconds=seconds)), output_field=DateTimeField())


@transaction.atomic
def take(task_id: UUID, worker: str, *, seconds: float) -> None:
    """Notes that a worker starts this task now."""
    TaskLease.objects.get_or_create(task_id=task_id, defaults={"worker": worker})
    TaskLease.objects.filter(task_id=task_id).update(
        worker=worker, expires_at=later(seconds), attempts=F("attempts") + 1
    )


def renew(worker: str, *, seconds: float) -> int:
    """The heartbeat: this worker lives, and so do its leases."""
    return TaskLease.objects.filter(worker=worker).exclude(expires_at=None).update(expires_at=later(seconds))


def drop(task_id: UUID) -> None:
    """The task has ended, well or badly."""
    TaskLease.objects.filter(task_id=task_id).delete()


def reap(*, seconds: float = LEASE_SECONDS) -> int:
    """Puts every task whose worker is dead back to the ready ones; gives up on one that has had its attempts.

    Returns how many were touched. Tasks may run twice, and all of ours end in the same state when they do.
    """
    reaped = 0
    for task in dead(seconds):
        with transaction.atomic():
            reaped += _end(task)
    return reaped


def dead(seconds: float) -> list[DBTaskResult[..., Any]]:
    """Running tasks whose lease ran out, and those whose worker died before it could take one."""
    out = TaskLease.objects.filter(Q(expires_at__lt=Now())).values("task_id")
    leased = TaskLease.objects.exclude(expires_at=None).values("task_id")
    running = DBTaskResult.objects.running()
    return list(running.filter(Q(pk__in=out) | (~Q(pk__in=leased) & Q(started_at__lt=later(-seconds)))))


def _end(task: DBTaskResult[..., Any]) -> int:
    lease = TaskLease.objects.filter(task_id=task.pk).first()
    mine = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING)
    TaskLease.objects.filter(task_id=task.pk).update(expires_at=None)
    if lease is None or lease.attempts < MOST_ATTEMPTS:
        logger.warning("The worker of task %s is gone; it runs again.", task.pk)
        return mine.update(status=TaskResultStatus.READY, started_at=None)
    logger.error("Task %s took down its worker %s times; it is given up.", task.pk, lease.attempts)
    return mine.update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        traceback=f"Given up: its worker was gone {lease.attempts} times.",
    )
