"""A large municipality for benches: people, teams and materials with texts, files and entries, planted in bulk."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from materials.models.attachment import Attachment, AttachmentPage, Reading
from materials.models.material import Material
from materials.models.subject import Subject
from materials.vocabulary import MaterialType, Reach
from search.indexing import drain
from teams.models.school import School
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.roles import Role
from teams.services import employments
from teams.services.teams import create_team

SCHOOLS, TEAMS, MATERIALS = 20, 100, 10_000
WORDS = ["brøker", "tallinje", "vikinger", "fotosyntese", "komma", "novelle", "rytme", "akvarel", "stafet", "procent"]
PAGE = "Læreren viser på tavlen, hvordan man deler en kage i lige store stykker og skriver brøken ned. "
BATCH = 500


@transaction.atomic
def plant() -> tuple[User, Team]:
    """Makes it all; a teacher, and one of the teams that the teacher is in."""
    schools = [School.objects.create(number=f"{200_000 + n}", name=f"Skole {n}") for n in range(SCHOOLS)]
    teacher = User.objects.create_user("bench", name="Bente Nch")
    employments.employ(teacher, schools[0], by=None)
    teams = [create_team(name=f"Team {n}", schools=[schools[n % SCHOOLS]], lead=teacher, by=None) for n in range(TEAMS)]
    Membership.objects.filter(user=teacher, team__in=teams[10:]).update(role=Role.MEMBER)
    prefetched = list(Team.objects.filter(pk__in=[team.pk for team in teams]).prefetch_related("schools"))
    for start in range(0, MATERIALS, BATCH):
        _plant_batch(range(start, start + BATCH), prefetched, teacher)
    drain()
    return teacher, teams[0]


def _plant_batch(numbers: range, teams: list[Team], by: User) -> None:
    now = timezone.now()
    materials = [_material(number, teams[number % len(teams)], by) for number in numbers]
    for material, number in zip(materials, numbers, strict=True):
        material.last_published_at = now - timedelta(minutes=number)
    # Django's own: entries are written once below, when files and texts are there.
    models = Material._base_manager.bulk_create(materials)
    _attach(models, by)
    _revise(models, by)
    subjects = list(Subject.objects.all())
    link = Material.subjects.through
    link.objects.bulk_create(link(material=m, subject=subjects[m.pk % len(subjects)]) for m in models)
    Material.objects.send_changed([material.pk for material in models])


def _material(number: int, team: Team, by: User) -> Material:
    word = WORDS[number % len(WORDS)]
    material = Material(
        title=f"{word.capitalize()} nummer {number}",
        summary=PAGE,
        grades=[number % 10, number % 10 + 1],
        tags=[word, "øvelse"],
        material_type=MaterialType.values[number % len(MaterialType.values)],
        body=[("rich_text", f"<p>{PAGE * 5}</p>")],
        team=team,
        created_by=by,
        rights="own_work",
        license="CC-BY-4.0",
        reach=list(Reach)[number % 4],
        live=number % 10 != 9,
    )
    material.keep_cap()
    return material


def _attach(materials: list[Material], by: User) -> None:
    common = {"size": 1000, "content_type": "application/pdf", "kind": "pdf", "reading": Reading.READ, "page_count": 2}
    files = Attachment.objects.bulk_create(
        Attachment(
            material=m, name=f"ark {m.pk}.pdf", sha256=f"{m.pk:064x}", file=f"none-{m.pk}", uploaded_by=by, **common
        )
        for m in materials
    )
    AttachmentPage.objects.bulk_create(
        AttachmentPage(attachment=file, number=number, text=PAGE * 20) for file in files for number in (1, 2)
    )
    for material, file in zip(materials, files, strict=True):
        material.shown = [file.pk]


def _revise(materials: list[Material], by: User) -> None:
    content_type = ContentType.objects.get_for_model(Material)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=content_type,
            base_content_type=content_type,
            object_id=str(material.pk),
            user=by,
            content=material.serializable_data(),
            created_at=timezone.now(),
        )
        for material in materials
    )
    for material, revision in zip(materials, revisions, strict=True):
        material.latest_revision = revision
        material.live_revision = revision if material.live else None
    Material._base_manager.bulk_update(materials, ["shown", "latest_revision", "live_revision"])
