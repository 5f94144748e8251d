"""`manage.py send_digests`: the digests that are due, now."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from teams.inbox import digests
from teams.inbox.mailing import lines_for
from teams.models.inbox import Rhythm


class Command(BaseCommand):
    help = (
        "Sends the daily and weekly digests that are due, to those who have an address and want one. A digest is sent "
        "once a period, however often and wherever this runs; the worker does the same by itself from six o'clock on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say who would get how much, and send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self.say_what_is_due()
            return
        if not settings.SENDS_EMAIL:
            raise CommandError("There is no mail server: set STAFFROOM_EMAIL_HOST and STAFFROOM_EMAIL_FROM.")
        done = digests.send_due()
        for what in ("sent", "empty", "failed"):
            self.stdout.write(f"{what}: {done[what]}")
        if done["unreachable"]:
            raise CommandError("The mail server does not answer. What is left is sent when it does.")

    def say_what_is_due(self) -> None:
        """Names accounts and numbers, never what the notices are about."""
        now = timezone.now()
        for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY):
            for person in digests.due(now, rhythm):
                self.stdout.write(f"{person.subject} ({rhythm.value}): {len(lines_for(person))}")
