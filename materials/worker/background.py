"""A worker inside the serving process, for an installation of one process."""

import logging
import threading

from django.db import connection

from materials.worker.leases import LEASE_SECONDS
from materials.worker.loop import INTERVAL, LeasedWorker

logger = logging.getLogger(__name__)


class BackgroundWorker:
    """A worker in a daemon thread. It starts again when the database went away under it, or whatever else went wrong:
    without it no file is read any more and nothing is indexed, and the site goes on as if all were well.
    """

    def __init__(self, lease_seconds: float = LEASE_SECONDS) -> None:
        self._lease_seconds = lease_seconds
        self._worker = LeasedWorker(lease_seconds=lease_seconds)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, *, timeout: float = 10) -> None:
        """Ends after the task at hand, or after `timeout` seconds; what was not done then is done at the next start."""
        self._stopped.set()
        self._worker.stop()
        self._thread.join(timeout=timeout)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._worker.run()
            except Exception:
                logger.exception("The worker broke off and starts again.")
                connection.close()
                self._stopped.wait(INTERVAL)
                self._worker = LeasedWorker(lease_seconds=self._lease_seconds)
        connection.close()


def run_in_background(lease_seconds: float = LEASE_SECONDS) -> BackgroundWorker:
    worker = BackgroundWorker(lease_seconds)
    worker.start()
    return worker
