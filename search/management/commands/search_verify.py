"""`manage.py search_verify`: holds the index against the database."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import EngineError
from search.engines.choosing import engine
from search.indexing import answers_for, catch_up
from search.verifying import repair, verify
from search.writing import writing


class Command(BaseCommand):
    help = "Compares every material and collection with the index, both ways. Exit status 1 when they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write what differs anew, and compare again")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with writing(wait=True):
                asked = engine()
                if not answers_for(asked):
                    raise CommandError("There is no index to compare yet. The worker builds it, or search_rebuild.")
                found = verify(asked)
                if found and options["repair"]:
                    repair(found)
                    catch_up(asked)
                    found = verify(asked, even=found.materials)
        except EngineError as error:
            raise CommandError(f"The search engine does not answer: {error}") from error
        counts = found.counts
        said = f"{counts['missing']} missing, {counts['ghosts']} too many, {counts['wrong']} out of date."
        self.stdout.write(json.dumps(counts) if options["json"] else said)
        if found:
            raise SystemExit(1)
