"""`manage.py import_people`: schools, people, employments and teams from a CSV file."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from teams.importing.applying import apply_row
from teams.importing.rows import BadRowError, UnreadableFileError, read_rows


class Command(BaseCommand):
    help = (
        "Imports people from a CSV file, as often as you like: what is there already stays, a missing row changes "
        "nothing, an end date ends an employment. Each bad row is named with its line and reason; the others go on. "
        "Columns: username, school_number (required); name, email, school_name, parent_number, team, role (member or "
        "lead), main (yes or no), start, end (2027-07-31). See docs/people.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the CSV file, with comma or semicolon")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        done: Counter[str] = Counter()
        with transaction.atomic():
            try:
                bad = [problem for line, row in read_rows(options["file"]) if (problem := self.take(line, row, done))]
            except UnreadableFileError as error:
                raise CommandError(str(error)) from error
            if options["dry_run"]:
                transaction.set_rollback(True)
        for problem in bad:
            self.stderr.write(problem)
        self.stdout.write("Nothing was changed; this would be done:" if options["dry_run"] else "Done:")
        for what, number in sorted(done.items()) or [("nothing new", 0)]:
            self.stdout.write(f"  {what}: {number}")
        if bad:
            raise CommandError(f"{len(bad)} rows could not be used.")

    def take(self, line: int, row: Any, done: Counter[str]) -> str:
        """Applies one row; returns what is wrong with it, or an empty string."""
        try:
            if isinstance(row, BadRowError):
                raise row
            apply_row(row, done)
        except BadRowError as error:
            return f"Line {line}: {error}"
        return ""
