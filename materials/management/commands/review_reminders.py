"""`manage.py review_reminders`: brings to mind what has waited too long for an editor."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from materials.services import reviewing


class Command(BaseCommand):
    help = "Lists what has waited long for review, and whom that concerns, and reminds them. Housekeeping does it too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="list what would be brought to mind, and no more")

    def handle(self, *args: Any, **options: Any) -> None:
        for asked in reviewing.overdue(timezone.now()):
            people = ", ".join(editor.subject for editor in reviewing.to_remind(asked)) or "nobody may decide it"
            self.stdout.write(f"{asked.material_id}, since {asked.at:%Y-%m-%d}: {people}")
        if not options["dry_run"]:
            self.stdout.write(f"reminded: {reviewing.remind()}")
