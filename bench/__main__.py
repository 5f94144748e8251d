"""`make bench`: runs every bench and prints what was measured beside what is promised."""

import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

Row = tuple[str, float, str, float]
HERE = Path(__file__).parent


def main(wanted: list[str]) -> int:
    """The benches named, or all. Returns how many figures are over what is promised, at most 1."""
    names = wanted or sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))
    with tempfile.TemporaryDirectory(prefix="staffroom-bench-") as folder:
        _install(folder)
        over = [row for name in names for row in _shown(name) if row[1] > row[3]]
    print(f"\n{len(over)} over what is promised." if over else "\nAll within what is promised.")
    return min(1, len(over))


def _install(folder: str) -> None:
    """An empty installation of its own, so that a bench may write what it likes."""
    os.environ.update(
        STAFFROOM_DATA=folder,
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
