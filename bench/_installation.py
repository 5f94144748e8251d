"""The installation that benches run in: its own data folder, whatever the machine has."""

import hashlib
import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "bench"
MADE_OF = (
    "bench/_lessons.py",
    "bench/_files.py",
    "bench/_municipality.py",
    "bench/_leads.py",
    "*/migrations/*.py",
    "site/demo/content/*/*.md",
)


def install(folder: Path) -> None:
    """Sets Django up in this folder, so that a bench may write what it likes."""
    os.environ.update(
        STAFFROOM_DATA=str(folder),
        STAFFROOM_SECRET_KEY="only-for-benches-0123456789-abcdefghijklmnop",
        STAFFROOM_HOSTS="testserver,localhost,127.0.0.1",
        STAFFROOM_HTTPS="false",
        STAFFROOM_DEMO="true",
        STAFFROOM_LOG_LEVEL="ERROR",
        DJANGO_SETTINGS_MODULE="config.settings",
    )
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    _as_served()


def _as_served() -> None:
    """Loads what the first page loads, and treats it as `serve` does."""
    from config import serving, urls

    assert urls.urlpatterns
    serving.settle()


def kept_folder() -> Path:
    """Kept from run to run, for planting takes minutes; another one when what it is made of changes."""
    known = hashlib.sha256()
    for path in sorted(path for pattern in MADE_OF for path in ROOT.glob(pattern)):
        known.update(path.read_bytes())
    folder = CACHE / known.hexdigest()[:12]
    for other in CACHE.glob("*"):
        if other != folder:
            shutil.rmtree(other)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
