"""What `recovery` measures, for an installation in which there is nothing else."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench._files import attach
from bench._lessons import PAGES, Lesson, lessons
from materials.models.material import Material
from materials.vocabulary import Reach
from materials.worker.companions import INTERVAL
from search.background import Indexer
from search.batches import batches
from search.engines.choosing import engine
from search.indexing import drain
from search.models.standing import Standing
from search.verifying import compare
from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User
from teams.services.teams import create_team
from tests.elasticsearch import Node, own_prefix, running

CHANGES = 10_000
#: Seconds after which nothing is waited for any more.
PATIENCE = 300.0


def measure() -> list[float]:
    """Seconds until Elasticsearch has caught up after an outage, and until the embedded index has."""
    plant()
    with running(heap="2g") as node:
        settings.ELASTICSEARCH = own_prefix(node.url)
        away = _after_an_outage(node)
    settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "url": ""}
    return [away, _caught_up()]


def plant() -> None:
    """So many lessons with ten pages each, as the municipality's have, in one team."""
    teacher = User.objects.create_user("recovery", name="Rikke Kov")
    school = School.objects.create(number="299999", name="Skolen")
    team = create_team(name="Team", schools=[school], lead=teacher, by=None)
    for some in batches(enumerate(lessons(range(CHANGES), pages=PAGES), 1)):
        materials = [_material(number, lesson, team, teacher) for number, lesson in some]
        Material.objects.bulk_create(materials)
        attach(materials, [lesson for _, lesson in some])


def _material(number: int, lesson: Lesson, team: Team, by: User) -> Material:
    return Material(
        pk=number,
        shown=[number] if lesson.pages else [],
        title=lesson.title,
        summary=lesson.summary,
        body=[("rich_text", f"<p>{lesson.body}</p>")],
        tags=lesson.tags,
        language=lesson.language,
        team=team,
        created_by=by,
        rights="own_work",
        license="CC-BY-4.0",
        reach=Reach.SCHOOL,
        live=True,
        last_published_at=timezone.now(),
    )


def _after_an_outage(node: Node) -> float:
    """Seconds from the server's first answer until the worker has written everything."""
    drain()
    node.kill()
    with _worker():
        _change()
        node.start()
        began = time.monotonic()
        return _seconds_until_nothing_waits(began)


def _caught_up() -> float:
    drain()
    _change()
    began = time.monotonic()
    with _worker():
        return _seconds_until_nothing_waits(began)


def _change() -> None:
    Material.objects.update(license="CC-BY-SA-4.0")


def _seconds_until_nothing_waits(began: float) -> float:
    while Standing.objects.filter(pending=True).exists():
        if time.monotonic() - began > PATIENCE:
            raise RuntimeError(f"{Standing.objects.filter(pending=True).count()} changes still wait.")
        time.sleep(INTERVAL)
    took = time.monotonic() - began
    if found := compare(engine().current()):
        raise RuntimeError(f"The index is not what the database says: {found.counts}")
    return took


@contextmanager
def _worker() -> Iterator[None]:
    """Beats as the site's own does."""
    stopping = threading.Event()

    def work() -> None:
        indexer = Indexer()
        while not stopping.wait(INTERVAL):
            indexer.beat()
        connection.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()
