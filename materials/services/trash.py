"""The trash: thirty days in which nothing is lost."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from materials import review
from materials.holding import hold_row
from materials.models.material import Material
from materials.permissions import require_edit
from teams import audit
from teams.models.user import User


@transaction.atomic
def trash(material: Material, *, by: User) -> None:
    """Puts a material into its team's trash; on the next request it exists for nobody else."""
    row = hold_row(material)
    require_edit(by, row)
    review.withdraw_open(row, by=by)
    Material.objects.filter(pk=row.pk).update(trashed_at=timezone.now(), trashed_by=by)
    audit.record("material.trash", by=by, target=row)
    material.refresh_from_db()


@transaction.atomic
def restore(material: Material, *, by: User) -> None:
    """Takes it out again, as it was, with the reach it had."""
    row = hold_row(material)
    if not Material.objects.in_trash_of(by).filter(pk=row.pk).exists():
        raise PermissionDenied
    Material.objects.filter(pk=row.pk).update(trashed_at=None, trashed_by=None)
    audit.record("material.restore", by=by, target=row)
    material.refresh_from_db()
