"""Measures how an index is filled: short materials, a whole municipality, and a teacher's own save."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from django.db import transaction

from bench._bare import bare_write
from bench._installation import ROOT
from bench._lessons import SEED, Lesson, lessons
from bench._municipality import MATERIALS, Municipality, municipality
from bench._processes import environment, peak_of
from bench._questions import p95
from bench._timing import timed
from materials.models.material import Material
from materials.services import drafts
from materials.signals import send_changed
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
#: Changes that wait and are written together.
CHANGES = 10_000
#: The memory of who writes is held against that for one in so many materials: it shall not grow with their number.
PART, MOST_MEMORY, MOST_GROWTH = 5, 300.0, 60.0
#: The first so many materials are written into a new index that never comes to answer.
WRITTEN = """
import django; django.setup()
from search.engines.choosing import engine
from search.loading import load_parts
from search.models.standing import Standing
some = Standing.objects.order_by("material").values_list("material", flat=True)[:{number}]
assert engine().begin().write(load_parts(list(some), {{}})) == {{}}
"""
DRAINED = """
import django; django.setup()
from search.indexing import drain
assert drain()
"""
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
        *rebuild_rows(seconds=600.0),
        *_drain(),
        saves_row(town),
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


def rebuild_rows(*, seconds: float) -> list[Row]:
    """The command as operators run it, for the engine in use here; and what a part of the materials takes of memory."""
    peak, took = peak_of("manage.py", "search_rebuild", "--quiet")
    least, _ = peak_of("-c", WRITTEN.format(number=MATERIALS // PART))
    return [
        (f"rebuild of {MATERIALS:,} materials with their pages", took, "s", seconds),
        ("memory of the rebuild, at its peak", peak, "MB", MOST_MEMORY),
        (f"  when {MATERIALS // PART:,} of them are written", least, "MB", MOST_MEMORY),
        ("  what all of them take more", max(0.0, peak - least), "MB", MOST_GROWTH),
    ]


def _drain() -> list[Row]:
    """So many materials are said to have changed, and are written anew by who drains."""
    some = Material.objects.order_by("pk").values_list("pk", flat=True)[:CHANGES]
    with transaction.atomic():
        send_changed(list(some))
    peak, took = peak_of("-c", DRAINED)
    return [
        (f"a drain of {CHANGES:,} changes, in a process of its own", took, "s", 30.0),
        ("  its memory, at its peak", peak, "MB", MOST_MEMORY),
    ]


def saves_row(town: Municipality) -> Row:
    return ("own save until it is found, with a worker beside", p95(_saves(town)), "ms", 1_000.0)


def _saves(town: Municipality) -> list[float]:
    """Milliseconds from the end of a save to the search that finds its new word."""
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, env=environment())
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
