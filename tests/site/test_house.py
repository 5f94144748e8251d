"""What docs and designs say about the shape of the code, as law."""

import ast
import re
import site
import statistics
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from tests.site.repository import ROOMS, ROOT, committed, ending, functions, is_test, modules, name, parsed

TEXTS = {".py", ".md", ".toml", ".html", ".css", ".js", ".txt", ".yaml", ".yml", ".lock", ".sh", ".po", ".csv", ""}
ADDRESS_OF_INDEX = re.compile(r"https?://[^\s\"']*(?:pypi|pythonhosted|npmjs|devpi|artifactory|/simple\b|/wheels\b)")
PATH_OF_MACHINE = re.compile(r"(?<![\w.>])(?:/(?:work|home|root|Users|opt/wheels)/\w|[A-Z]:\\Users)")
THIS = Path(__file__)


def texts() -> list[Path]:
    return [path for path in committed() if path.suffix in TEXTS and path != THIS and "vendor" not in path.parts]


def p95(sizes: list[int]) -> int:
    return sorted(sizes)[int(len(sizes) * 0.95)]


def test_no_module_is_longer_than_400_lines() -> None:
    sizes = {name(path): path.read_text(encoding="utf-8").count("\n") for path in modules()}
    assert {path: size for path, size in sizes.items() if size > 400} == {}


def test_nearly_all_modules_fit_250_lines() -> None:
    assert p95([path.read_text(encoding="utf-8").count("\n") for path in modules()]) <= 250


def test_no_function_is_longer_than_40_lines() -> None:
    sizes = {where: size for path in modules() for where, size in functions(path).items()}
    assert {where: size for where, size in sizes.items() if size > 40} == {}


def test_functions_are_mostly_short() -> None:
    sizes = [size for path in modules() if not is_test(path) for size in functions(path).values()]
    assert (statistics.median(sizes) <= 7, p95(sizes) <= 25) == (True, True), (statistics.median(sizes), p95(sizes))


def test_no_test_is_longer_than_20_lines() -> None:
    sizes = {where: size for path in modules() if is_test(path) for where, size in functions(path).items()}
    assert {where: size for where, size in sizes.items() if size > 20 and " test_" in where} == {}


def test_every_module_says_its_job() -> None:
    assert [name(path) for path in modules() if not ast.get_docstring(parsed(path))] == []


@pytest.mark.parametrize("word", ["core", "common", "utils", "util", "helpers", "helper", "mixins"])
def test_no_room_is_named_for_nothing(word: str) -> None:
    assert [name(path) for path in modules() if word in (path.stem, *path.relative_to(ROOT).parts)] == []


def test_no_file_names_a_package_index() -> None:
    found = [name(path) for path in texts() if ADDRESS_OF_INDEX.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_locks_hold_pins_and_hashes_only() -> None:
    lines = [line for path in ending(".lock") for line in path.read_text(encoding="utf-8").splitlines()]
    pins = re.compile(r"[a-z0-9-]+==[\w.]+( ; [^:]*)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|#.*|")
    assert [line for line in lines if not pins.fullmatch(line)] == []


def test_both_locks_agree() -> None:
    serving, developing = (
        set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    assert serving <= developing


def test_everything_in_the_locks_runs_on_the_oldest_python_that_is_promised() -> None:
    """Its first release too: distributions stay with an early one."""
    promised = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    oldest = f"{promised.removeprefix('>=')}.0"
    asked = {found.metadata["Name"]: found.metadata["Requires-Python"] or "" for found in distributions()}
    assert [name for name, of in asked.items() if not SpecifierSet(of).contains(oldest)] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [name(path) for path in texts() if PATH_OF_MACHINE.search(path.read_text(encoding="utf-8"))] == []


def test_the_website_is_a_source_root_and_never_a_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()
    assert Path(site.__file__).parent != ROOT / "site"


def test_tools_know_every_room() -> None:
    rooms = {path.name for base in (ROOT, ROOT / "site") for path in base.iterdir() if (path / "apps.py").exists()}
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert rooms == set(ROOMS) == set(tools["mypy"]["packages"]) == set(tools["importlinter"]["root_packages"])


def test_settings_are_never_asked_with_a_default() -> None:
    asked = re.compile(r"getattr\(settings,")
    assert [name(path) for path in modules() if path != THIS and asked.search(path.read_text(encoding="utf-8"))] == []


def test_real_transactions_leave_behind_what_migrations_made() -> None:
    """They empty the database, and whoever comes after would miss groups and subjects, and fail far from here."""
    real = {path: path.read_text(encoding="utf-8") for path in modules() if is_test(path) and path != THIS}
    real = {path: text for path, text in real.items() if "transaction=True" in text}
    assert len(real) > 10
    assert [name(path) for path, text in real.items() if "seeds_for_those_who_come_after" not in text] == []


def test_no_production_module_imports_tests() -> None:
    imports = re.compile(r"^\s*(?:from|import) tests\b", re.MULTILINE)
    rooms = [path for path in modules() if not is_test(path) and not path.is_relative_to(ROOT / "bench")]
    assert [name(path) for path in rooms if imports.search(path.read_text(encoding="utf-8"))] == []
