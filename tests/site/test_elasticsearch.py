"""What holds with the embedded engine holds with Elasticsearch: the same tests, run once more on a real server."""

import os
import subprocess
import sys

import pytest

from tests import elasticsearch
from tests.site.repository import ROOT

WHERE_ENGINES_DIFFER = [
    "tests/search/test_index_is_true.py",
    "tests/search/test_page.py",
    "tests/search/test_reviewers.py",
    "tests/site/access_machine",
    "tests/site/test_canary.py",
]
OTHER_VERSION = "9.2.0"


@pytest.mark.parametrize(
    "version",
    [elasticsearch.VERSION, pytest.param(OTHER_VERSION, marks=pytest.mark.soak)],
)
def test_the_same_tests_pass_on_elasticsearch(version: str) -> None:
    elasticsearch.unpacked(version)
    contract = ["tests/search/engines"] if version == OTHER_VERSION else []
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *WHERE_ENGINES_DIFFER, *contract]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment |= {"TESTS_ENGINE": "elasticsearch", "TESTS_ELASTICSEARCH_VERSION": version}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
