"""The worker's loop: django-tasks' own, with a lease around every task and a heartbeat beside it."""

import logging
import os
import threading
import uuid
from collections.abc import Callable
from typing import Any

from django.db import close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from materials.worker import companions, leases
from materials.worker.housekeeping import HOUSEKEEP_SECONDS, housekeep

logger = logging.getLogger(__name__)

#: Seconds between two looks for work when there was none: an upload's text is asked for within a few seconds.
INTERVAL = 0.5


class LeasedWorker(Worker):
    """Runs tasks one at a time. `lease_seconds` is an argument so that tests need not wait a minute."""

    def __init__(self, *, lease_seconds: float = leases.LEASE_SECONDS, batch: bool = False) -> None:
        super().__init__(
            queue_names=["*"],
            interval=INTERVAL,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{os.getpid()}-{uuid.uuid4().hex[:12]}",
            excluded_queue_names=[],
        )
        self.lease_seconds = lease_seconds
        self.stopping = threading.Event()

    def run(self) -> None:
        keepers = [
            self._beside("leases", self._keep_leases, self.lease_seconds / 3),
            self._beside("house", housekeep, HOUSEKEEP_SECONDS),  # it may take long, and keeps no lease waiting
        ]
        for keeper in keepers:
            keeper.start()
        beside = companions.accompany(self.stopping)
        try:
            super().run()
        finally:
            self.stopping.set()
            for thread in [*keepers, *beside]:
                thread.join(timeout=5)
        if self.batch:
            companions.beat_once()

    def run_task(self, db_task_result: DBTaskResult[..., Any]) -> None:
        leases.take(db_task_result.pk, self.worker_id, seconds=self.lease_seconds)
        super().run_task(db_task_result)
        leases.drop(db_task_result.pk)

    def stop(self) -> None:
        """Ends after the task at hand."""
        self.running = False
        self.stopping.set()

    def _beside(self, name: str, act: Callable[[], object], seconds: float) -> threading.Thread:
        """A thread that does this now and every so many seconds, until the worker stops."""
        return threading.Thread(target=self._repeat, args=(act, seconds), name=name, daemon=True)

    def _repeat(self, act: Callable[[], object], seconds: float) -> None:
        """No error ends it: a worker without heartbeat is taken for dead, and others run its tasks once more."""
        while True:
            try:
                try:
                    act()
                finally:
                    close_old_connections()
            except Exception:
                logger.exception("Something failed beside the tasks; it is tried again in %s seconds.", seconds)
            if self.stopping.wait(seconds):
                connection.close()
                return

    def _keep_leases(self) -> None:
        """Renews this worker's leases, and ends those of dead workers."""
        leases.renew(self.worker_id, seconds=self.lease_seconds)
        leases.reap(seconds=self.lease_seconds)
