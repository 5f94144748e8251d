"""`manage.py audit_verify`: whether the audit log is as it was sealed."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from teams.verifying_seals import Checked, verify


class Command(BaseCommand):
    help = (
        "Holds every sealed day of the audit log against its seal. Exit status 1, and the first broken row, when one "
        "was changed, removed or put in, or a seal is gone. Keep the last digest somewhere else: whoever can write the "
        "database can write seals too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--expect", metavar="DIGEST", help="a digest noted earlier, which must be among the seals")

    def handle(self, *args: Any, **options: Any) -> None:
        checked = verify(expect=options["expect"])
        self.stdout.write(json.dumps(asdict(checked)) if options["json"] else said(checked))
        if checked.broken is not None:
            raise SystemExit(1)


def said(checked: Checked) -> str:
    lines = [f"Sealed: {checked.days} days, {checked.sealed} rows. Not sealed yet: {checked.unsealed} rows."]
    if checked.broken is not None:
        row = "" if checked.broken.row is None else f", row {checked.broken.row}"
        lines.append(f"BROKEN: {checked.broken.day}{row}: {checked.broken.what}.")
    elif checked.days:
        lines.append(f"The last digest: {checked.last}")
    return "\n".join(lines)
