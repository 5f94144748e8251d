"""What is measured in an installation of its own, where there is nothing else: all of its materials may change."""

import json
import subprocess
import sys
import tempfile
from typing import Any

from bench._installation import ROOT

ASKED = """
import importlib, json, sys
from pathlib import Path
from bench._installation import install
install(Path(sys.argv[1]))
print(json.dumps(importlib.import_module(sys.argv[2]).measure()))
"""


def measured_alone(module: str) -> Any:
    """What the module's `measure` returns there."""
    with tempfile.TemporaryDirectory(prefix="staffroom-bench-") as folder:
        command = [sys.executable, "-c", ASKED, folder, module]
        said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(said.splitlines()[-1])
