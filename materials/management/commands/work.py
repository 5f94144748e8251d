"""`manage.py work`: a background worker in a process of its own."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from materials.worker import LEASE_SECONDS, LeasedWorker


class Command(BaseCommand):
    help = "Does the background work (reading files, drawing pages, housekeeping) until Ctrl-C. Several may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="end when there is nothing left to do")
        parser.add_argument(
            "--lease", type=float, default=LEASE_SECONDS, metavar="SECONDS", help="a worker silent for so long is dead"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        worker = LeasedWorker(lease_seconds=options["lease"], batch=options["batch"])
        worker.configure_signals()
        worker.run()
