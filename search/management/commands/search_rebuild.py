"""`manage.py search_rebuild`: builds the index anew beside the one that answers."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import EngineError
from search.engines.choosing import engine
from search.rebuilding import Rebuild
from search.writing import BusyError, building, writing


class Command(BaseCommand):
    help = "Builds the search index anew while the site runs, and lets it answer once it holds everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()

        def progress(done: int, total: int) -> None:
            seconds = max(time.monotonic() - began, 0.001)
            left = (total - done) * seconds / done
            line = f"\r{done:,}/{total:,}, {done / seconds:,.0f} a second, {left:,.0f} s left   "
            if not options["quiet"]:
                self.stderr.write(line, ending="\n" if done == total else "")

        try:
            with building():
                build = Rebuild(engine())
                written = build.fill(progress)
                with writing(wait=True):
                    build.finish()
        except BusyError as error:
            raise CommandError("Another process is building the index already.") from error
        except EngineError as error:
            raise CommandError(f"The old index goes on answering. {error}") from error
        self.stdout.write(f"{written} materials and collections written.")
