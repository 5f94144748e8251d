"""Writing a material: its first draft, every later save, and going back to an older text."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Revision

from materials.holding import hold_row
from materials.models.material import Material
from materials.models.revision import KeptRevision
from materials.permissions import require_edit
from materials.vocabulary import Reach
from teams import audit
from teams.models.team import Team
from teams.models.user import User
from teams.services.leads import hold

#: What a text consists of; everything else is of the row.
TEXT = frozenset(
    {"title", "summary", "subjects", "grades", "tags", "material_type", "language", "time_required", "body", "shown"}
)


@dataclass(frozen=True)
class Saved:
    """What a save became: `revision` holds the text; `kept_beside` is the newer one it met, if any."""

    revision: Revision
    kept_beside: Revision | None = None


@transaction.atomic
def create_material(*, team: Team, by: User, **fields: Any) -> Material:
    """A first draft in one of the person's teams. Fields of the text, and rights, license, work, work_pages.

    Raises ValidationError for what cannot be stored, PermissionDenied for a team that is not theirs.
    """
    hold(team)
    if not Team.objects.of(by).filter(pk=team.pk).exists():
        raise PermissionDenied
    subjects = fields.pop("subjects", [])
    material = Material(team=team, created_by=by, live=False, reach=Reach.TEAM, **fields)
    material.full_clean()
    material.save()
    material.subjects.set(subjects)
    material.save()
    material.save_revision(user=by, clean=False)
    audit.record("material.create", by=by, target=material)
    return material


@transaction.atomic
def save_text(material: Material, *, by: User, base: int | None, **text: Any) -> Saved:
    """Saves the given fields of the text as a new revision; readers keep seeing what is published.

    `base` is the id of the revision that the person started from. When a newer one has come since, this text is kept
    in the history beside it and nothing is overwritten. None means: whatever is latest (imports, single changes).
    """
    if unknown := text.keys() - TEXT:
        raise TypeError(f"Not of the text: {sorted(unknown)}")
    row = hold_row(material)
    require_edit(by, row)
    latest = row.latest_revision
    if base is not None and latest is not None and base != latest.pk:
        return _keep_beside(row, latest, base, by, text)
    draft = row.get_latest_revision_as_object()
    _write(draft, text)
    draft.full_clean()
    if not row.live:
        draft.save()
    return Saved(draft.save_revision(user=by, clean=False))


def _write(draft: Material, text: dict[str, Any]) -> None:
    for name, value in text.items():
        if name == "subjects":
            draft.subjects.set(value)
        else:
            setattr(draft, name, value)


def _keep_beside(row: Material, latest: Revision, base: int, by: User, text: dict[str, Any]) -> Saved:
    """Stores the late text in the history, just before the one it met, which stays the latest."""
    started_from = row.revisions.filter(pk=base).first() or latest
    mine = started_from.as_object()
    _write(mine, text)
    mine.full_clean()
    revision: Revision = mine.save_revision(user=by, clean=False, changed=False)
    Material._base_manager.filter(pk=row.pk).update(latest_revision=latest)
    Revision.objects.filter(pk=revision.pk).update(created_at=latest.created_at - timedelta(microseconds=1))
    KeptRevision.objects.create(revision=revision, met=latest)
    return Saved(revision, kept_beside=latest)


@transaction.atomic
def restore_revision(material: Material, revision: Revision, *, by: User) -> Saved:
    """Makes an older text the latest again, as a new revision on top. Raises PermissionDenied for foreign revisions."""
    if str(revision.object_id) != str(material.pk) or not isinstance(revision.content_object, Material):
        raise PermissionDenied
    older = revision.as_object()
    text = {name: getattr(older, name) for name in TEXT - {"subjects"}}
    saved = save_text(material, by=by, base=None, subjects=list(older.subjects.all()), **text)
    audit.record("material.restore_revision", by=by, target=material, revision=revision.pk)
    return saved
