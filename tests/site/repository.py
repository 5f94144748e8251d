"""The files of the project, as the checks of the house read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "demo", "pages", "search", "materials", "teams")


@cache
def committed() -> tuple[Path, ...]:
    """Every file that is committed or about to be, below the root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    return tuple(path for name in sorted(names) if name and (path := ROOT / name).is_file())


def ending(*suffixes: str) -> list[Path]:
    return [path for path in committed() if path.suffix in suffixes]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules() -> list[Path]:
    """Python modules that people write and read: no migrations, nothing empty."""
    return [
        path for path in ending(".py") if "migrations" not in path.parts and path.read_text(encoding="utf-8").strip()
    ]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> dict[str, int]:
    """Lines of every function of a module, by where it stands."""
    return {
        f"{name(path)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def is_test(path: Path) -> bool:
    return path.is_relative_to(ROOT / "tests")
