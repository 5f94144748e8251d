"""The worker's loop: django-tasks' own, with a lease around every task and a heartbeat beside it."""

import logging
import os
import threading
import uuid
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
            threading.Thread(target=self._keep, name="leases", daemon=True),
            threading.Thread(target=self._keep_house, name="house", daemon=True),
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

    def _keep(self) -> None:
        """Renews this worker's leases and ends those of dead workers, whatever comes: else others take its tasks."""
        while True:
            try:
                leases.renew(self.worker_id, seconds=self.lease_seconds)
                leases.reap(seconds=self.lease_seconds)
            except Exception:
                logger.exception("Leases cannot be renewed now; it is tried again.")
            close_old_connections()
            if self.stopping.wait(self.lease_seconds / 3):
                connection.close()
                return

    def _keep_house(self) -> None:
        """Tidies now and once an hour. It may take long: leases are kept beside it."""
        while True:
            housekeep()
            close_old_connections()
            if self.stopping.wait(HOUSEKEEP_SECONDS):
                connection.close()
                return
