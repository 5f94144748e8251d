"""A whole municipality for benches: 60 schools, 800 teams, 5,000 people, 100,000 materials, about 1,000,000 pages.

Planted in bulk by a seed, once: the folder is kept in the cache until what it is made of changes.
"""

import itertools
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from bench import _leads
from bench._files import attach
from bench._lessons import PAGES, SEED, Lesson, lessons
from materials.models.attachment import AttachmentPage
from materials.models.material import Material
from materials.models.subject import Subject
from materials.vocabulary import MaterialType, Reach
from search.batches import batches
from search.engines import Engine
from search.engines.choosing import engine
from search.indexing import answers_for
from search.rebuilding import Rebuild
from search.writing import writing
from teams.models.school import Employment, School
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.roles import Role

SCHOOLS, TEAMS, PEOPLE, MATERIALS = 60, 800, 5_000, 100_000
#: How far materials reach: drafts, then team to public.
REACHES = (None, *Reach)
SHARES = (1, 2, 4, 3, 2)
BATCH = 1_000


@dataclass(frozen=True)
class Municipality:
    """A teacher in three teams, and one of these."""

    teacher: User
    team: Team


def municipality() -> Municipality:
    """Planted now, if it is not there yet, and indexed by the engine in use."""
    if not Material.objects.exists():
        _said("people", _plant_people)
        _said("materials", _plant_materials)
        _said("what leads and editors have", _leads.plant)
    if not answers_for(engine()):
        _said("index", lambda: index(engine()))
    print(f"({AttachmentPage.objects.count():,} pages of files in {Material.objects.count():,} materials)")
    teacher = User.objects.get(subject="bench-0")
    team = Team.objects.shared().filter(memberships__user=teacher).order_by("pk").first()
    assert team is not None
    return Municipality(teacher, team)


def index(into: Engine) -> None:
    build = Rebuild(into)
    build.fill()
    with writing(wait=True):
        build.finish()


def _said(what: str, plant: object) -> None:
    assert callable(plant)
    began = time.monotonic()
    plant()
    print(f"({what} of the municipality: {time.monotonic() - began:,.0f} s, once)", file=sys.stderr)


@transaction.atomic
def _plant_people() -> None:
    """Everybody works at one school; every team is of one school, one in ten of two."""
    schools = School.objects.bulk_create(School(number=f"{200_000 + n}", name=f"Skole {n}") for n in range(SCHOOLS))
    people = User.objects.bulk_create(User(subject=f"bench-{n}", name=f"Lærer {n}") for n in range(PEOPLE))
    Employment.objects.bulk_create(
        Employment(user=person, school=schools[n % SCHOOLS], is_main=True) for n, person in enumerate(people)
    )
    teams = Team.objects.bulk_create(Team(slug=f"team-{n}", name=f"Team {n}") for n in range(TEAMS))
    through = Team.schools.through
    through.objects.bulk_create(through(team=team, school=schools[n % SCHOOLS]) for n, team in enumerate(teams))
    second = [(team, schools[(n + 1) % SCHOOLS]) for n, team in enumerate(teams) if n % 10 == 9]
    through.objects.bulk_create(through(team=team, school=school) for team, school in second)
    Membership.objects.bulk_create(_memberships(people, teams))


def _memberships(people: list[User], teams: list[Team]) -> Iterator[Membership]:
    """Each in three teams of the own school; the first of each team leads it."""
    leads: set[int] = set()
    for n, person in enumerate(people):
        own = teams[n % SCHOOLS :: SCHOOLS]
        for place in range(3):
            team = own[(n // SCHOOLS + place) % len(own)]
            role = Role.MEMBER if team.pk in leads else Role.LEAD
            leads.add(team.pk)
            yield Membership(team=team, user=person, role=role)


def _plant_materials() -> None:
    teams = list(Team.objects.prefetch_related("schools"))
    people = list(User.objects.all())
    subjects = {subject.name_da: subject for subject in Subject.objects.all()}
    numbered = zip(itertools.count(), lessons(range(MATERIALS), pages=PAGES), strict=False)
    for batch in batches(numbered, BATCH):
        _plant_batch(batch, teams, people, subjects)


@transaction.atomic
def _plant_batch(
    batch: list[tuple[int, Lesson]], teams: list[Team], people: list[User], subjects: dict[str, Subject]
) -> None:
    """A material, its file and its one revision have the same id: none of them has to be written twice."""
    materials = [_material(number, lesson, teams, people) for number, lesson in batch]
    known = [[subjects[name] for name in lesson.subjects if name in subjects] for _, lesson in batch]
    _revise(materials, known)
    # Django's own: what listens to a change would look at each, and the index is built from all afterwards.
    Material._base_manager.bulk_create(materials)
    link = Material.subjects.through
    link.objects.bulk_create(
        link(material=material, subject=subject)
        for material, found in zip(materials, known, strict=True)
        for subject in found
    )
    attach(materials, [lesson for _, lesson in batch])


def _material(number: int, lesson: Lesson, teams: list[Team], people: list[User]) -> Material:
    chance = Random(SEED - number)
    (reach,) = chance.choices(REACHES, SHARES)
    grade = chance.randint(0, 9)
    team = chance.choice(teams)
    several = len(team.schools.all()) > 1
    material = Material(
        pk=number + 1,
        shown=[number + 1] if lesson.pages else [],
        latest_revision_id=number + 1,
        live_revision_id=number + 1 if reach else None,
        title=lesson.title,
        summary=lesson.summary,
        grades=[grade, grade + 1],
        tags=lesson.tags,
        language=lesson.language,
        material_type=chance.choice(MaterialType.values),
        body=[("rich_text", f"<p>{lesson.body}</p>")],
        team=team,
        created_by=chance.choice(people),
        rights="own_work" if several or number % 4 else "unsure",
        license="CC-BY-4.0" if number % 8 in {1, 2, 3} else "",
        reach=reach or Reach.TEAM,
        live=reach is not None,
        last_published_at=timezone.now() - timedelta(minutes=number) if reach else None,
    )
    material.keep_cap()
    return material


def _revise(materials: list[Material], known: list[list[Subject]]) -> None:
    content_type = ContentType.objects.get_for_model(Material)
    Revision.objects.bulk_create(
        Revision(
            pk=material.pk,
            content_type=content_type,
            base_content_type=content_type,
            object_id=str(material.pk),
            user_id=material.created_by_id,
            content={**material.serializable_data(), "subjects": [subject.pk for subject in found]},
            created_at=timezone.now(),
        )
        for material, found in zip(materials, known, strict=True)
    )
