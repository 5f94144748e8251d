"""A SQLite database with all migrations in it, for every process of tests to copy: migrating takes long."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.cache import cache
from tests.site.repository import ROOT

#: What decides what migrating makes.
MADE_OF = ("materials", "search", "site", "teams", "requirements.lock")


def copy_migrated(to: Path) -> None:
    """Writes it there: what the code of now makes of an empty one, once on this machine."""
    with cache("migrated") as folder:
        migrated = folder / f"migrated-{_digest()}.sqlite3"
        if not migrated.exists():
            for older in folder.glob("migrated-*"):
                older.unlink()
            _migrate(migrated)
        shutil.copyfile(migrated, to)


def _migrate(to: Path) -> None:
    with tempfile.TemporaryDirectory(dir=to.parent) as data:
        environment = {**os.environ, "STAFFROOM_DATA": data, "STAFFROOM_DATABASE_URL": ""}
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        (Path(data) / "staffroom.sqlite3").rename(to)


def _digest() -> str:
    digest = hashlib.sha256()
    for path in _files():
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _files() -> list[Path]:
    within = [ROOT / name for name in MADE_OF]
    files = [path for top in within for path in (top.rglob("*") if top.is_dir() else [top])]
    return sorted(path for path in files if path.is_file() and "__pycache__" not in path.parts)
