"""What holds with the embedded engine holds with Elasticsearch: the same tests, run once more on a real server."""

import os
import subprocess
import sys

import pytest

from tests import elasticsearch
from tests.site.expectations import ROWS
from tests.site.repository import ROOT

WHERE_ENGINES_DIFFER = [
    "tests/search/collections/test_finding.py",
    "tests/search/test_index_is_true.py",
    "tests/search/test_page.py",
    "tests/search/test_result_page.py",
    "tests/search/test_reviewers.py",
    "tests/search/test_why.py",
    "tests/site/access_machine",
]
SWEEP = "tests/site/test_canary.py"
#: Of the sweep what asks the engine; no other page does.
ASKING = [
    *(
        f"{SWEEP}::test_everyone_gets_what_their_row_says[{name}]"
        for name in sorted(ROWS)
        if name.startswith("search:")
    ),
    f"{SWEEP}::test_what_is_before_editors_is_found_by_its_team_and_by_them_alone",
    f"{SWEEP}::test_no_search_finds_a_private_word",
    f"{SWEEP}::test_nothing_private_is_offered_to_who_types",
]
OTHER_VERSION = "9.2.0"
#: What asks an engine for something else: the pages about it hardly differ, and there are many.
BESIDE = [
    "tests/materials/bulk/test_pages.py",
    "tests/search/collections",
    "tests/search/saved",
    "tests/search/test_other_words.py",
    "tests/search/wanted",
]
#: What runs on both engines by itself, what Elasticsearch is when it is killed, paused, full or guarded, and how good
#: its answers are.
ITSELF = [
    "tests/search/engines",
    "tests/search/faults",
    "tests/search/quality",
    "tests/search/test_evaluating.py",
    "tests/search/test_facets.py",
    "tests/search/test_similar.py",
]
OTHER_ENTRY = [*WHERE_ENGINES_DIFFER, *BESIDE, *ITSELF, SWEEP]
LONG_FORMS = ["-m", "soak", "tests/site/access_machine", "tests/search/test_page.py"]


@pytest.mark.parametrize(
    ("version", "tests"),
    [
        pytest.param(elasticsearch.VERSION, [*WHERE_ENGINES_DIFFER, *ASKING], id=elasticsearch.VERSION),
        pytest.param(OTHER_VERSION, OTHER_ENTRY, marks=pytest.mark.soak, id=OTHER_VERSION),
        pytest.param(elasticsearch.VERSION, LONG_FORMS, marks=pytest.mark.soak, id="long forms"),
    ],
)
def test_the_same_tests_pass_on_elasticsearch(version: str, tests: list[str]) -> None:
    elasticsearch.unpacked(version)
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *tests]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment |= {"TESTS_ENGINE": "elasticsearch", "TESTS_ELASTICSEARCH_VERSION": version}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
