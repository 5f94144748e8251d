"""What `packs` measures, for an installation in which there is nothing else."""

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

from django_tasks_db.models import DBTaskResult
from PIL import Image

from bench._lessons import SEED, Lesson, lessons
from bench._processes import peak_of
from materials.adaptations.sources import build_on
from materials.collections import arranging, curating
from materials.collections.packs import store
from materials.models.attachment import Attachment
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.pack import Pack, PackState
from materials.services import drafts, files, sharing
from materials.tasks import read_attachment
from materials.vocabulary import Reach
from search.indexing import drain
from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User
from teams.services import employments
from teams.services.teams import create_team

#: Materials, what each is made from, and the megabytes of its files beside a picture.
PARTS, SOURCES, MEGABYTES = 50, 3, (5, 2)
#: A side of a picture, in pixels: about a megabyte.
PIXELS = 600

Measured = tuple[int, float, float, float, float]


def measure() -> Measured:
    """How many parts and megabytes it has, the seconds of a worker, and the most that it held: so, and with no task."""
    teacher = User.objects.create_user("packs", name="Pia Pakke")
    school = School.objects.create(number="299999", name="Skolen")
    employments.employ(teacher, school, by=None)
    teacher = User.objects.get(pk=teacher.pk)
    team = create_team(name="Team", schools=[school], lead=teacher, by=None)
    collection = _gathered(team, teacher)
    pack = store.ask(collection, by=teacher)
    _leave_nothing_but(pack)
    peak, took = peak_of("manage.py", "work", "--batch")
    pack.refresh_from_db()
    assert (pack.state, pack.done) == (PackState.READY, PARTS), pack.state
    megabytes = sum(Attachment.objects.values_list("size", flat=True)) / 1_000_000
    assert pack.path.stat().st_size > megabytes * 1_000_000
    idle, _ = peak_of("manage.py", "work", "--batch")
    return PARTS, megabytes, took, peak, idle


def _leave_nothing_but(pack: Pack) -> None:
    """Reading the files is no part of packing, nor is what the index has to hear of them."""
    DBTaskResult.objects.filter(task_path=read_attachment.module_path).delete()
    drain()
    assert DBTaskResult.objects.count() == 1, pack


def _gathered(team: Team, teacher: User) -> Collection:
    """Each part has a body of every kind of block, a picture and files that cannot be made smaller, and sources."""
    chance, written = Random(SEED), lessons(range(PARTS), pages=0)
    collection = curating.create_collection(team=team, title="Femten uger", by=teacher)
    sources = [_shared(team, teacher, Reach.SCHOOL, f"Kilde {number}") for number in range(SOURCES)]
    with tempfile.TemporaryDirectory() as folder:
        for lesson in written:
            material = _shared(team, teacher, Reach.TEAM, lesson.title)
            made = files.add_files(material, list(_files(Path(folder), chance)), by=teacher, in_bulk=True)
            body = list(_body(lesson, made))
            drafts.save_text(material, by=teacher, base=None, body=body, summary=lesson.summary)
            for source in sources:
                build_on(Material.objects.get(pk=material.pk), source, by=teacher)
            sharing.share(Material.objects.get(pk=material.pk), reach=Reach.SCHOOL, by=teacher)
            arranging.add_part(collection, material, by=teacher, note="Brug side 2-4.")
    return collection


def _shared(team: Team, teacher: User, reach: Reach, title: str) -> Material:
    claim = {"rights": "own_work", "license": "CC-BY-4.0"}
    material = drafts.create_material(team=team, by=teacher, title=title, **claim)
    sharing.share(material, reach=reach, by=teacher)
    return Material.objects.get(pk=material.pk)


def _files(folder: Path, chance: Random) -> Iterator[files.StagedFile]:
    numbers = count()
    for megabytes in MEGABYTES:
        path = folder / str(next(numbers))
        path.write_bytes(chance.randbytes(megabytes * 500_000).hex().encode())
        yield files.StagedFile(path, f"ark {path.name}.txt")
    path = folder / str(next(numbers))
    Image.frombytes("RGB", (PIXELS, PIXELS), chance.randbytes(3 * PIXELS**2)).save(path, "PNG")
    yield files.StagedFile(path, "billede.png")


def _body(lesson: Lesson, made: list[Attachment]) -> Iterator[tuple[str, object]]:
    *texts, picture = made
    yield "rich_text", f"<h2>{lesson.title}</h2><p>{lesson.body}</p>" * 5
    yield "image", {"slot": str(picture.slot), "alt": "Et billede", "caption": lesson.summary}
    yield "activity", {"title": "Mål", "minutes": 15, "steps": ["Mål bordet", "Mål stolen"]}
    for file in texts:
        yield "attachment", {"slot": str(file.slot), "note": "Kopiér den."}
    yield "link", {"url": "https://example.dk/", "title": "Se", "text": lesson.summary}
    yield "note", lesson.body
