"""Measures how the embedded index is filled: short materials, a whole municipality, and a teacher's own save."""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from bench._bare import bare_write
from bench._installation import ROOT
from bench._lessons import SEED, Lesson, lessons
from bench._municipality import MATERIALS, Municipality, municipality
from bench._questions import p95
from bench._timing import timed
from materials.services import drafts
from search.batches import batches
from search.composing import Said, compose
from search.criteria import ask
from search.engines.embedded.engine import EmbeddedEngine
from search.finding import find
from search.schema import IndexedMaterial

#: Short materials without passages, and what is promised for them a second.
SHORT, A_SECOND = 50_000, 5_000
#: Of them that are analyzed, then written by tantivy itself, then by our code.
AT_ONCE = 10_000
#: A teacher's saves, the first of which warm up.
SAVES = 130

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    town = municipality()
    with tempfile.TemporaryDirectory() as folder:
        took, written, bare = _short(EmbeddedEngine(Path(folder)))
    return [
        (f"{A_SECOND:,} short materials analyzed and written", took, "s", 1.0),
        ("  their writing and letting it answer, of tantivy's own time", written / bare, "×", 1.5),
        *_rebuild(),
        ("own save until it is found, with a worker beside", p95(_saves(town)), "ms", 1_000.0),
    ]


def _short(into: EmbeddedEngine) -> tuple[float, float, float]:
    """Seconds for `A_SECOND` of them: analyzed and written, written alone, and by tantivy itself.

    Making up their texts is not counted.
    """
    analyzing, writing, alone = 0.0, 0.0, 0.0
    for some in batches(enumerate(lessons(range(SHORT), pages=0), 1), AT_ONCE):
        composed: list[IndexedMaterial] = []
        analyzing += timed(lambda some=some, composed=composed: composed.extend(as_short(*one) for one in some))[1]
        alone += timed(lambda composed=composed: bare_write(into.begin().materials, composed))[1]
        writing += timed(lambda composed=composed: _write(into, composed))[1]
    return tuple(seconds * A_SECOND / SHORT for seconds in (analyzing + writing, writing, alone))


def _write(into: EmbeddedEngine, composed: list[IndexedMaterial]) -> None:
    generation = into.begin()
    generation.write(batches(composed))
    into.promote(generation)  # takes all other generations away


def as_short(number: int, lesson: Lesson) -> IndexedMaterial:
    """Title, summary, tags and every facet."""
    chance = Random(SEED + number)
    said = Said(lesson.title, lesson.summary, lesson.language, tuple(lesson.tags), tuple(lesson.subjects))
    school, grade = str(200_000 + number % 60), chance.randint(0, 9)
    facets = {
        "subject": tuple(lesson.subjects),
        "grade": (str(grade), str(grade + 1)),
        "type": (chance.choice(["lesson", "worksheet", "game"]),),
        "language": (lesson.language,),
        "license": ("CC-BY-4.0",),
        "school": (school,),
        "team": (f"team-{number % 800}",),
        "reach": ("school",),
        "kind": (),
    }
    readers = (f"school:{number % 60}", f"team:{number % 800}")
    document = compose(number, 1, said, readers=readers, other_text=(), facets=facets, newest=number, used=number)
    return IndexedMaterial(number, 1, (document,))


def _rebuild() -> list[Row]:
    """The command as operators run it, in a process of its own."""
    command = [sys.executable, "manage.py", "search_rebuild", "--quiet"]
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, own_megabytes(process.pid))
        time.sleep(0.1)
    if process.returncode:
        raise RuntimeError("The index is not built.")
    return [
        (f"rebuild of {MATERIALS:,} materials with their pages", time.perf_counter() - began, "s", 600.0),
        ("memory of the rebuild, at its peak", peak, "MB", 300.0),
    ]


def own_megabytes(process: int) -> float:
    """What the process holds itself: the index files that it has mapped are the system's to take back."""
    status = Path(f"/proc/{process}/status").read_text()
    own = re.search(r"RssAnon:\s+(\d+) kB", status)
    return int(own[1]) / 1024 if own else 0.0


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "site")}


def _saves(town: Municipality) -> list[float]:
    """Milliseconds from the end of a save to the search that finds its new word."""
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, env=_environment())
    chance = Random(time.time_ns())
    material = drafts.create_material(team=town.team, by=town.teacher, title="Mit ark")
    try:
        return [_save(material, "".join(chance.choices("bdfgklmnprstvaeiou", k=14)), town) for _ in range(SAVES)]
    finally:
        worker.terminate()
        worker.wait()


def _save(material: object, word: str, town: Municipality) -> float:
    drafts.save_text(material, by=town.teacher, base=None, title=f"Mit ark {word}")  # type: ignore[arg-type]
    began = time.perf_counter()
    while not find(ask(word), user=town.teacher).total:
        if time.perf_counter() - began > 30:
            raise RuntimeError("The save is not found.")
        time.sleep(0.01)
    return 1_000 * (time.perf_counter() - began)
