"""What leads and editors have in the large municipality: collections, questions, reports, notices, saved searches."""

from collections.abc import Iterator
from random import Random

from django.db import transaction

from bench._lessons import SEED, lessons
from materials.collections.access import Sight
from materials.collections.outline import outline_of, to_json
from materials.models.collection import Collection, Entry
from materials.models.material import Material
from materials.models.proposal import Follow
from materials.models.report import Complaint
from materials.services import reporting, sharing
from materials.vocabulary import Reach
from search.criteria import ask
from search.saved.keeping import save_search
from teams.inbox import Kind
from teams.models.inbox import Notice
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.roles import EDITORS, Role
from teams.services.accounts import set_offices

#: Every third collection reaches the municipality; each has a heading before so many parts.
COLLECTIONS, PARTS, SECTION, FOLLOWERS = 3_000, 30, 10, 5
QUESTIONS, REPORTS, NOTICES, SEARCHES = 300, 300, 20, 20


def plant() -> None:
    editor = User.objects.get(subject="bench-1")
    set_offices(editor, frozenset({EDITORS}), by=None)
    people = list(User.objects.filter(subject__startswith="bench-").order_by("pk"))
    _collections(people)
    _ask_and_report(people)
    _notices(people)
    teacher = User.objects.get(subject="bench-0")
    for place, lesson in enumerate(lessons(range(SEARCHES), pages=0)):
        save_search(ask(f"{lesson.title} {place}"), by=teacher)


@transaction.atomic
def _collections(people: list[User]) -> None:
    """Django's own way, as with materials: the index is built from all afterwards."""
    teams = list(Team.objects.shared().order_by("pk"))
    written = lessons(range(COLLECTIONS), pages=0)
    made = Collection._base_manager.bulk_create(
        Collection(
            team=teams[place % len(teams)],
            title=lesson.title,
            summary=lesson.summary,
            grades=[place % 10],
            created_by=people[place],
            reach=Reach.SCHOOL,
        )
        for place, lesson in enumerate(written)
    )
    Entry._base_manager.bulk_create(_entries(made), batch_size=5_000)
    Follow.objects.bulk_create(
        Follow(collection=one, person=people[(place * FOLLOWERS + more) % len(people)])
        for place, one in enumerate(made)
        for more in range(FOLLOWERS)
    )
    for one in made[::3]:
        one.approved, one.reach = to_json(outline_of(one, Sight.CURRENT)), Reach.MUNICIPALITY
    Collection._base_manager.bulk_update(made[::3], ["approved", "reach"], batch_size=200)


def _entries(made: list[Collection]) -> Iterator[Entry]:
    chance = Random(SEED)
    shared = list(Material.objects.filter(live=True, reach__gte=Reach.SCHOOL).values_list("pk", flat=True))
    for one in made:
        for place, material in enumerate(chance.sample(shared, PARTS)):
            if place % SECTION == 0:
                yield Entry(collection=one, text=f"Uge {place // SECTION + 1}", position=2 * place)
            yield Entry(collection=one, material_id=material, text="Brug side 2-4.", position=2 * place + 1)


def _ask_and_report(people: list[User]) -> None:
    """By the services: an editor's queue, and reports."""
    own = Material.objects.filter(rights="own_work", license="CC-BY-4.0").exclude(team__personal_of__isnull=False)
    leads = {one.team_id: one.user for one in Membership.objects.filter(role=Role.LEAD).select_related("user")}
    drafts = own.filter(live=False).order_by("pk")[:QUESTIONS]
    for material in drafts:
        sharing.share(material, reach=Reach.MUNICIPALITY, by=leads[material.team_id])
    for place, material in enumerate(own.filter(live=True, reach=Reach.PUBLIC).order_by("pk")[:REPORTS]):
        reporting.report(material, complaint=Complaint.OTHER, words="Side 3 er forkert.", by=people[place])


def _notices(people: list[User]) -> None:
    """Of two kinds, for everybody, about materials that everybody may see."""
    public = list(Material.objects.filter(live=True, reach=Reach.PUBLIC).values_list("pk", flat=True)[:NOTICES])
    label = Material._meta.label_lower
    Notice.objects.bulk_create(
        Notice(person=person, kind=[Kind.APPROVED, Kind.SENT_BACK][place % 2], target_type=label, target_id=pk)
        for person in people
        for place, pk in enumerate(public)
    )
