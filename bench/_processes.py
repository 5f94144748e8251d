"""Processes of their own that a bench starts, and what they hold."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from bench._installation import ROOT


def peak_of(*arguments: str) -> tuple[float, float]:
    """Megabytes that a process of its own, which runs this, holds at most, and the seconds it takes."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, own_megabytes(process.pid))
        time.sleep(0.05)
    if process.returncode:
        raise RuntimeError(f"It failed: {' '.join(arguments)}")
    return peak, time.perf_counter() - began


def own_megabytes(process: int) -> float:
    """What the process holds itself: the index files that it has mapped are the system's to take back."""
    status = Path(f"/proc/{process}/status").read_text()
    own = re.search(r"RssAnon:\s+(\d+) kB", status)
    return int(own[1]) / 1024 if own else 0.0


def environment() -> dict[str, str]:
    """For a process that is to ask the engine in use here."""
    server = settings.ELASTICSEARCH
    asked = {"ELASTICSEARCH_URL": server["url"], "ELASTICSEARCH_PREFIX": server["prefix"]}
    return {**os.environ, **asked, "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
