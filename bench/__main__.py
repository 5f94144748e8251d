"""`make bench`: runs every bench and prints what was measured beside what is promised."""

import importlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench._installation import install, kept_folder

Row = tuple[str, float, str, float]
HERE = Path(__file__).parent


def main(wanted: list[str]) -> int:
    """The benches named, or all. Returns how many figures are over what is promised, at most 1."""
    names = wanted or sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))
    if len(names) > 1:
        return max(map(_by_itself, names))
    return _measured(names[0])


def _measured(name: str) -> int:
    install(Path(tempfile.mkdtemp()) if name.startswith("_") else kept_folder())
    over = [row for row in _shown(name) if row[1] > row[3]]
    print(f"\n{len(over)} over what is promised." if over else "\nAll within what is promised.")
    return min(1, len(over))


def _by_itself(name: str) -> int:
    """In a process of its own, so that no bench's memory counts what another one left behind."""
    return subprocess.run([sys.executable, "-m", "bench", name], check=False).returncode


def _shown(name: str) -> Iterator[Row]:
    print(f"\n{name}\n{'what':58} {'measured':>12} {'promised':>12} {'ratio':>7}")
    for what, measured, unit, promised in importlib.import_module(f"bench.{name}").measure():
        print(f"{what:58} {_figure(measured, unit):>12} {_figure(promised, unit):>12} {measured / promised:7.2f}")
        yield what, measured, unit, promised


def _figure(value: float, unit: str) -> str:
    return f"{value:,.3g} {unit}" if value < 1000 else f"{value:,.0f} {unit}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
