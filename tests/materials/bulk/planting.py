"""Many materials of one team, planted in a few statements."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Revision

from materials.models.material import Material
from materials.vocabulary import Reach
from teams.models.team import Team
from teams.models.user import User

BODY = "<p>Vi deler æblekagen i otte lige store stykker og skriver brøken ned.</p>"


def plant(team: Team, by: User, number: int, *, batch: int = 1_000) -> list[int]:
    """Every third is a draft; the others are shared with the team or the school. Their ids."""
    ids: list[int] = []
    while len(ids) < number:
        ids += _plant(team, by, range(len(ids), min(number, len(ids) + batch)))
    return ids


def _plant(team: Team, by: User, numbers: range) -> list[int]:
    materials = [_material(team, by, number) for number in numbers]
    for material in materials:
        material.keep_cap()
    made = Material._base_manager.bulk_create(materials)
    kind = ContentType.objects.get_for_model(Material)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=kind,
            object_id=str(material.pk),
            user=by,
            content=material.serializable_data(),
            created_at=timezone.now(),
        )
        for material in made
    )
    for material, revision in zip(made, revisions, strict=True):
        material.latest_revision, material.live_revision = revision, revision if material.live else None
    Material._base_manager.bulk_update(made, ["latest_revision", "live_revision"], batch_size=250)
    Material.objects.send_changed(material.pk for material in made)
    return [material.pk for material in made]


def _material(team: Team, by: User, number: int) -> Material:
    live = number % 3 > 0
    return Material(
        title=f"Brøker {number}",
        tags=["gammel", f"nr {number}"],
        grades=[number % 10],
        body=[("rich_text", BODY * 10)],
        team=team,
        created_by=by,
        rights="own_work",
        license="CC-BY-4.0",
        reach=Reach.SCHOOL if number % 3 == 1 else Reach.TEAM,
        live=live,
        has_unpublished_changes=not live,
        last_published_at=timezone.now() if live else None,
    )
