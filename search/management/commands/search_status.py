"""`manage.py search_status`: where the index stands."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.models.standing import Standing
from search.status import Status, status


class Command(BaseCommand):
    help = "Says which engine answers, how much waits to be indexed, and what the index refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        data = as_data(status())
        lines = [f"{name.replace('_', ' ')}: {value}" for name, value in data.items()]
        self.stdout.write(json.dumps(data, ensure_ascii=False) if options["json"] else "\n".join(lines))


def as_data(found: Status) -> dict[str, Any]:
    return {
        "engine": found.engine,
        "answers": found.answers,
        "trouble": found.trouble,
        "materials": found.materials,
        "collections": found.collections,
        "waiting": found.waiting,
        "lag_seconds": round(found.lag.total_seconds(), 1),
        "held_back": found.held_back,
        "dead_letters": [letter_data(row) for row in found.dead],
        "verified_at": found.verified_at.isoformat() if found.verified_at else None,
        "verified": found.verified,
    }


def letter_data(row: Standing) -> dict[str, Any]:
    refused = {"material": row.material} if row.collection is None else {"collection": row.collection}
    return {**refused, "tries": row.tries, "reason": row.reason}
