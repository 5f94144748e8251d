"""A real Chromium, as Debian ships it, and the site served on loopback with its worker."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the tests' own thread


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "Chromium is not installed: nothing was walked in a browser."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {"executable_path": chromium, "args": ["--no-sandbox", *quiet]}


@pytest.fixture
def site(live_server: Any, transactional_db: None) -> Iterator[str]:
    yield live_server.url


@pytest.fixture(scope="module", autouse=True)
def seeds(seeds_for_those_who_come_after: None) -> None:
    """Transactions are real here."""
