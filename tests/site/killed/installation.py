"""An installation of its own, served and worked as operators do, that can be killed and looked into from outside."""

import contextlib
import hashlib
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.migrated import copy_migrated
from tests.site.repository import ROOT

LEASE = 4  # seconds; a minute in production
PEOPLE = """
import django; django.setup()
from tests import factories
school = factories.school("Havlunde Skole")
for name in {names!r}:
    user = factories.person(school)
    type(user).objects.filter(pk=user.pk).update(subject=name)
"""


@dataclass
class Installation:
    """`web` serves with a worker inside; `worker` is one beside it. Both die by SIGKILL alone."""

    folder: Path
    database: str = ""  # a PostgreSQL server's address, or SQLite in the folder
    engine: str = ""  # an Elasticsearch's address, or the embedded engine
    port: int = 0
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "STAFFROOM_DATA": str(self.folder),
            "STAFFROOM_DATABASE_URL": self.database,
            "STAFFROOM_SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
            "STAFFROOM_HOSTS": "127.0.0.1",
            "STAFFROOM_HTTPS": "false",
            "STAFFROOM_LOG_LEVEL": "ERROR",
            "ELASTICSEARCH_URL": self.engine,
        }

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def migrate(self) -> None:
        """On SQLite it gets a copy of what migrating made."""
        if self.database:
            self.run("manage.py", "migrate", "--verbosity", "0")
        else:
            copy_migrated(self.folder / "staffroom.sqlite3")

    def settle(self, names: list[str]) -> None:
        self.migrate()
        self.run("-c", PEOPLE.format(names=names))

    def run(self, *arguments: str) -> str:
        """What it prints."""
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def start(self) -> None:
        """Returns when the first page answers."""
        web = self._popen("serve", "--port", str(self.port), "--lease", str(LEASE))
        self.running = [web, self._popen("work", "--lease", str(LEASE))]
        assert web.stdout is not None
        said = []
        for line in web.stdout:
            said.append(line)
            if "ready" in line:
                return
        raise AssertionError(f"It does not start: {said}")

    def _popen(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-u", "manage.py", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True)

    def kill(self) -> None:
        for process in self.running:
            process.kill()
            process.communicate()
        self.running = []

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        if self.database:
            with psycopg.connect(self.database) as server:
                return server.execute(sql).fetchall()  # type: ignore[arg-type]  # texts of these tests alone
        with contextlib.closing(sqlite3.connect(self.folder / "staffroom.sqlite3", timeout=20)) as database:
            return database.execute(sql).fetchall()

    def is_sound(self) -> bool:
        """What SQLite says of its own file; a server keeps its own."""
        return bool(self.database) or self.rows("PRAGMA integrity_check") == [("ok",)]

    def broken_files(self) -> Iterator[str]:
        """Rows whose file is missing or is not what was acknowledged."""
        for name, sha256 in self.rows("SELECT file, sha256 FROM materials_attachment"):
            path = self.folder / "files" / str(name)
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
                yield str(name)

    def half_files(self) -> Iterator[str]:
        """Files whose bytes are not those that their name says, whether a row names them or not."""
        for path in (self.folder / "files" / "originals").rglob("*"):
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != path.name.partition("-")[0]:
                yield path.name

    def tasks(self) -> dict[str, int]:
        """How many tasks there are in each state."""
        counted = self.rows("SELECT status, count(*) FROM django_tasks_database_dbtaskresult GROUP BY status")
        return {str(status): int(str(count)) for status, count in counted}
