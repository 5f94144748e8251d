"""What holds on SQLite holds on PostgreSQL: the same tests, run once more on a server of their own."""

import os
import subprocess
import sys

import pytest

from tests import postgresql
from tests.site.repository import ROOT

#: What an engine does wrong, or who reads questions and shows answers, is wrong on every database.
ALIKE = (
    *("analysis", "engines", "quality"),
    *(f"faults/test_{name}.py" for name in ("breaker", "full_disk", "killed_node", "no_answer", "poison")),
    *(f"faults/test_{name}.py" for name in ("refused_rows", "round_trips", "same_copy", "security")),
    *(f"test_{name}.py" for name in ("addresses", "command", "commands", "evaluating", "facets", "marking", "page")),
    *(f"test_{name}.py" for name in ("questions", "result_page", "similar", "titles_offered", "why", "without")),
)
WHERE_DATABASES_DIFFER = [
    "tests/materials/test_access.py",
    "tests/materials/test_rights.py",
    "tests/materials/test_wagtail_traps.py",
    "tests/materials/collections/packs/test_at_once.py",
    "tests/materials/collections/test_offering.py",
    "tests/materials/pages/test_lists.py",
    "tests/materials/uploads/test_dropping.py",
    "tests/materials/review/test_long_queue.py",
    "tests/materials/worker/test_leases.py",
    "tests/materials/test_closing.py",
    "tests/materials/test_at_once.py",
    "tests/materials/test_lock_order.py",
    "tests/search",
    "tests/teams/inbox",
    "tests/teams/test_at_once.py",
    "tests/teams/test_audit.py",
    "tests/teams/test_leaving.py",
    *(f"--ignore=tests/search/{name}" for name in ALIKE),
    *("-k", "not elasticsearch"),
]


@pytest.mark.parametrize(
    "tests",
    [
        WHERE_DATABASES_DIFFER,
        pytest.param(["tests/materials", "tests/teams", "tests/search"], marks=pytest.mark.soak, id="everything"),
    ],
)
def test_the_same_tests_pass_on_postgresql(tests: list[str]) -> None:
    with postgresql.server() as address:
        command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *tests]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        environment["TESTS_DATABASE_URL"] = address
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
