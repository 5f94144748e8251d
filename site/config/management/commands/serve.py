"""`manage.py serve`: brings the database up to date, loads the demo in demo mode, works and serves."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.serving import TakenError, held, reserve, run, stoppable
from materials.worker import LEASE_SECONDS, run_in_background

PATIENCE = 3  # seconds for the task at hand; what is not done then is done at the next start


class Command(BaseCommand):
    help = (
        "Serves Staffroom with its background worker until Ctrl-C. Brings the database up to date first, "
        "and in demo mode loads the demo municipality. One process a data folder."
    )
    requires_system_checks: list[str] = []  # the tests run them; they cost half a second of every start

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: this machine only)")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000, help="default: PORT, else 8000")
        parser.add_argument(
            "--lease", type=float, default=LEASE_SECONDS, metavar="SECONDS", help="a worker silent for so long is dead"
        )

    def handle(self, *, host: str, port: int, lease: float, **options: Any) -> None:
        try:
            with stoppable(), held(settings.DATA), reserve(host, port) as address:
                self.prepare()
                application = get_wsgi_application()  # reads the static folder, which must be there by now
                worker = run_in_background(lease)
                run(
                    application,
                    address,
                    lambda answered: self.announce(answered, port),
                    named=settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost",
                    proxy=bool(settings.TRUSTED_PROXIES),
                )
                worker.stop(timeout=PATIENCE)
        except TakenError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Staffroom has stopped.")

    def prepare(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Bringing the database up to date …")
            call_command("migrate", verbosity=0, interactive=False)
        settings.STATIC_ROOT.mkdir(exist_ok=True)
        if settings.DEMO:
            call_command("demo", stdout=self.stdout)
        else:
            call_command("collectstatic", verbosity=0, interactive=False)

    def announce(self, answered: bool, port: int) -> None:
        address = f"http://127.0.0.1:{port}/" if settings.DEMO else settings.ADDRESS
        if answered:
            self.stdout.write(f"Staffroom is ready at {address}")
        else:
            self.stderr.write("The first page does not answer as it should; the messages above say why.")
        self.stdout.flush()
