"""Writes a few fields of many texts: a revision each, published where what is shared has no other changes waiting."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone
from wagtail.models import Revision

from materials.models.material import Material
from materials.models.subject import Subject
from materials.services import sharing
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Review
from teams.models.user import User

FIELDS = ("tags", "grades", "subjects")
#: Of these the row itself has a column.
COLUMNS = ("tags", "grades")


def current(rows: list[Material]) -> dict[int, dict[str, Any]]:
    """Tags, grades and subjects of each latest text. The row has it, unless changes wait to be shared. Two queries."""
    links = Material.subjects.through.objects.filter(material__in=[row.pk for row in rows])
    texts: dict[int, dict[str, Any]] = {
        row.pk: {"tags": row.tags, "grades": row.grades, "subjects": []} for row in rows
    }
    for pk, subject in links.values_list("material_id", "subject_id"):
        texts[pk]["subjects"].append(subject)
    ahead = [row for row in rows if row.live and row.has_unpublished_changes]
    for pk, content in contents_of(ahead).items():
        texts[pk] = {name: content.get(name, []) for name in FIELDS}
    for text in texts.values():
        text["subjects"] = sorted(text["subjects"])
    return texts


def contents_of(rows: Iterable[Material]) -> dict[int, dict[str, Any]]:
    """The latest revisions' contents, by material."""
    by_revision = {row.latest_revision_id: row.pk for row in rows}
    found = Revision.objects.filter(pk__in=[pk for pk in by_revision if pk]).values_list("pk", "content")
    return {by_revision[pk]: content for pk, content in found}


def write(rows: list[Material], changed: dict[int, dict[str, Any]], *, by: User) -> dict[int, int]:
    """Saves these fields in the latest text of each; the id of the new revision, by material.

    As `sharing.change_text` does it to one. What editors have sent back goes through that very service, for publishing
    it ends their question.
    """
    asked = [row for row in rows if row.review == Review.SENT_BACK and is_settled(row)]
    for row in asked:
        sharing.change_text(Material.objects.get(pk=row.pk), by=by, **_as_objects(changed[row.pk]))
    others = [row for row in rows if row not in asked]
    revisions = _revise(others, changed, by)
    published = [row for row in others if is_settled(row)]
    in_row = [row for row in others if row in published or not row.live]
    _advance(others, in_row, changed, revisions)
    _publish(published, others)
    _link(in_row, changed)
    Material.objects.send_changed(row.pk for row in others)
    known = {row.pk for row in asked}
    singly = Material.objects.filter(pk__in=known).values_list("pk", "latest_revision_id")
    return {pk: revision.pk for pk, revision in revisions.items()} | {pk: latest or 0 for pk, latest in singly}


def _as_objects(changed: dict[str, Any]) -> dict[str, Any]:
    """The same with subjects as rows, which is how services take them."""
    subjects = {"subjects": list(Subject.objects.filter(pk__in=changed["subjects"]))} if "subjects" in changed else {}
    return changed | subjects


def is_settled(row: Material) -> bool:
    """Whether a change of the text goes out at once: shared up to the school, and no other change waits."""
    quiet = row.live and not row.has_unpublished_changes and row.review != Review.IN_REVIEW
    return quiet and row.reach <= WIDEST_WITHOUT_REVIEW


def _revise(rows: list[Material], changed: dict[int, dict[str, Any]], by: User) -> dict[int, Revision]:
    kind, now, contents = ContentType.objects.get_for_model(Material), timezone.now(), contents_of(rows)
    made = Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=kind,
            object_id=str(row.pk),
            object_str=str(row)[:255],
            user=by,
            created_at=now,
            content={**(contents.get(row.pk) or row.serializable_data()), **changed[row.pk]},
        )
        for row in rows
    )
    return dict(zip((row.pk for row in rows), made, strict=True))


def _advance(
    rows: list[Material],
    in_row: list[Material],
    changed: dict[int, dict[str, Any]],
    revisions: dict[int, Revision],
) -> None:
    """Names the new text; of drafts and of what goes out at once the row says it too. Few columns: each costs."""
    for row in rows:
        row.latest_revision = revisions[row.pk]
    for row in in_row:
        for name in COLUMNS:
            setattr(row, name, changed[row.pk].get(name, getattr(row, name)))
    said = {name for fields in changed.values() for name in fields if name in COLUMNS}
    Material._base_manager.bulk_update(rows, ["latest_revision", *sorted(said)])


def _publish(published: list[Material], rows: list[Material]) -> None:
    """As publishing the latest text leaves the row; of the others something waits to be shared."""
    out = {row.pk for row in published}
    every = Material._base_manager.filter(pk__in=[row.pk for row in rows])
    every.filter(pk__in=out).update(
        live_revision=F("latest_revision"), last_published_at=timezone.now(), has_unpublished_changes=False
    )
    every.exclude(pk__in=out).update(has_unpublished_changes=True)


def _link(rows: list[Material], changed: dict[int, dict[str, Any]]) -> None:
    through = Material.subjects.through
    ids = [row.pk for row in rows if "subjects" in changed[row.pk]]
    through.objects.filter(material__in=ids).delete()
    through.objects.bulk_create(
        through(material_id=pk, subject_id=subject) for pk in ids for subject in changed[pk]["subjects"]
    )
