"""`make bench`: runs every bench and prints what was measured beside what is promised."""

import hashlib
import importlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

Row = tuple[str, float, str, float]
HERE = Path(__file__).parent
ROOT = HERE.parent
CACHE = ROOT / ".cache" / "bench"
MADE_OF = ("bench/_lessons.py", "bench/_municipality.py", "*/migrations/*.py", "site/demo/content/*/*.md")


def main(wanted: list[str]) -> int:
    """The benches named, or all. Returns how many figures are over what is promised, at most 1."""
    names = wanted or sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))
    _install(_folder())
    over = [row for name in names for row in _shown(name) if row[1] > row[3]]
    print(f"\n{len(over)} over what is promised." if over else "\nAll within what is promised.")
    return min(1, len(over))


def _folder() -> Path:
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


def _install(folder: Path) -> None:
    """An installation of its own, so that a bench may write what it likes."""
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


def _shown(name: str) -> Iterator[Row]:
    print(f"\n{name}\n{'what':58} {'measured':>12} {'promised':>12} {'ratio':>7}")
    for what, measured, unit, promised in importlib.import_module(f"bench.{name}").measure():
        print(f"{what:58} {_figure(measured, unit):>12} {_figure(promised, unit):>12} {measured / promised:7.2f}")
        yield what, measured, unit, promised


def _figure(value: float, unit: str) -> str:
    return f"{value:,.3g} {unit}" if value < 1000 else f"{value:,.0f} {unit}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
