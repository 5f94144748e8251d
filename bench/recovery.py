"""Measures how long an index needs for what has changed while its engine was away, from its first answer on."""

import json
import subprocess
import sys
import tempfile

from bench._installation import ROOT

#: An installation of its own, for all of its materials change.
ASKED = """
import json, sys
from pathlib import Path
from bench._installation import install
install(Path(sys.argv[1]))
from bench._recovering import measure
print(json.dumps(measure()))
"""

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="staffroom-bench-") as folder:
        command = [sys.executable, "-c", ASKED, folder]
        said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    back, embedded = json.loads(said.splitlines()[-1])
    return [
        ("Elasticsearch back to 10,000 changes in it", back, "s", 10.0),
        ("10,000 changes into the embedded index", embedded, "s", 10.0),
    ]
