"""`manage.py review_reminders`: brings to mind what has waited too long for an editor."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from materials.collections.reviewing import reviewers_of
from materials.services import reminding, reporting, reviewing
from teams.models.user import User


class Command(BaseCommand):
    help = "Lists what has waited long for editors, and whom that concerns, and reminds them. Housekeeping does it too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="list what would be brought to mind, and no more")

    def handle(self, *args: Any, **options: Any) -> None:
        for what, since, people in overdue(timezone.now()):
            named = ", ".join(editor.subject for editor in people) or "nobody may decide it"
            self.stdout.write(f"{what}, since {since:%Y-%m-%d}: {named}")
        if not options["dry_run"]:
            self.stdout.write(f"reminded: {reminding.remind()}")


def overdue(now: datetime) -> Iterator[tuple[str, datetime, Iterable[User]]]:
    """What waits by its number, since when, and who could decide it."""
    for asked in reviewing.overdue(now):
        yield f"material {asked.material_id}", asked.at, reviewing.to_remind(asked)
    for row in reminding.overdue_collections(now):
        yield f"collection {row.pk}", row.submitted_at or now, reviewers_of(row)
    for report in reminding.overdue_reports(now):
        yield f"report {report.pk} of material {report.material_id}", report.at, reporting.judges_of(report.material)
