"""`manage.py housekeep`: the hourly tidying, by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from materials.worker.housekeeping import housekeep


class Command(BaseCommand):
    help = "Empties old trash, sweeps files that nobody names, asks for unread files again, forgets old searches."

    def handle(self, *args: Any, **options: Any) -> None:
        for what, number in housekeep().items():
            self.stdout.write(f"{what}: {number}")
