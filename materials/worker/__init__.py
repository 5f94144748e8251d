"""The background worker: runs tasks, holds leases on them, and runs those of a killed worker again."""

from materials.worker.background import BackgroundWorker, run_in_background
from materials.worker.leases import LEASE_SECONDS, MOST_ATTEMPTS, reap
from materials.worker.loop import LeasedWorker

__all__ = ["LEASE_SECONDS", "MOST_ATTEMPTS", "BackgroundWorker", "LeasedWorker", "reap", "run_in_background"]
