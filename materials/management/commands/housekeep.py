"""`manage.py housekeep`: the hourly tidying, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from materials.worker.housekeeping import housekeep, steps


class Command(BaseCommand):
    help = "Empties old trash, sweeps files that nobody names, asks for unread files again, forgets old searches."

    def handle(self, *args: Any, **options: Any) -> None:
        done = housekeep()
        for what, number in done.items():
            self.stdout.write(f"{what}: {number}")
        if failed := [what for what in steps() if what not in done]:
            raise CommandError(f"Failed, with the reason in the log: {', '.join(failed)}.")
