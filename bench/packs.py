"""Measures a classroom pack of 50 materials with large files, and the memory of the process that writes it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from django.db import transaction

from bench._lessons import SEED
from bench._municipality import Municipality, municipality
from bench._timing import timed
from bench.indexing import own_megabytes
from materials.collections import arranging, curating
from materials.collections.packs.writing import write_pack
from materials.models.collection import Collection
from materials.services import drafts, files, sharing
from materials.vocabulary import Reach

PARTS, MEGABYTES = 50, 8

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    """In a transaction that is taken back: the large municipality stays as it is."""
    town = municipality()
    with TemporaryDirectory() as folder, transaction.atomic():
        collection = _gathered(town, Path(folder))
        with _peak() as peak, (Path(folder) / "pack.zip").open("wb") as file:
            write = partial(write_pack, file, user=town.teacher, collection=collection)
            _, took = timed(lambda: write(progress=lambda _done, _total: None))
        transaction.set_rollback(True)
    return [
        (f"a pack of {PARTS} materials with {PARTS * MEGABYTES} MB of files", took, "s", 20.0),
        ("memory of its process, at its peak", max(peak), "MB", 300.0),
    ]


def _gathered(town: Municipality, folder: Path) -> Collection:
    """Each part has a note and a file of its own that cannot be made smaller."""
    chance = Random(SEED)
    collection = curating.create_collection(team=town.team, title="Femten uger", by=town.teacher)
    for number in range(PARTS):
        material = drafts.create_material(
            team=town.team, by=town.teacher, title=f"Del {number}", rights="own_work", license="CC-BY-4.0"
        )
        path = folder / f"{number}.txt"
        path.write_bytes(chance.randbytes(MEGABYTES * 500_000).hex().encode())
        files.add_files(material, [files.StagedFile(path, path.name)], by=town.teacher)
        sharing.share(material, reach=Reach.SCHOOL, by=town.teacher)
        arranging.add_part(collection, material, by=town.teacher, note="Brug side 2-4.")
    return collection


@contextmanager
def _peak() -> Iterator[list[float]]:
    """Megabytes of this process alone, looked at twenty times a second meanwhile."""
    seen, done = [own_megabytes(os.getpid())], threading.Event()

    def look() -> None:
        while not done.wait(0.05):
            seen.append(own_megabytes(os.getpid()))

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield seen
    finally:
        done.set()
        watching.join()
