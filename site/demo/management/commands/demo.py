"""`manage.py demo`: makes the demo municipality, or what of it was never made."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from demo import editing, gathering, keeping, people, planting, reporting
from demo.reader import UnreadableError


class Command(BaseCommand):
    help = (
        "Makes the demo municipality: schools, people, teams and materials with real files. Run again, it makes only "
        "what was never made and leaves alone what people have changed or thrown away. Demo mode only."
    )

    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo installation: STAFFROOM_DEMO is not set, and nothing was changed.")
        people.settle()
        paths = planting.missing()
        try:
            for number, key in enumerate(planting.plant_all(paths), start=1):
                self.progress(number, len(paths), key)
        except (UnreadableError, ValidationError, ObjectDoesNotExist) as error:
            raise CommandError(f"The demo could not be finished: {error}") from error
        keeping.keep()
        gathering.gather()
        editing.edit()
        reporting.report()
        if paths:
            self.stdout.write(f"The demo municipality has {len(paths)} new materials.")

    def progress(self, number: int, count: int, key: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\rMaking materials {number}/{count}\033[K", ending="" if number < count else "\n")
            self.stdout.flush()
        elif number % 20 == 1:
            self.stdout.write(f"Making materials {number}/{count} …")
