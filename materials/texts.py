"""The texts that a person reads of many materials at once, in a fixed number of queries."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.db.models import Field
from wagtail.models import Revision

from materials import access
from materials.models.material import Material
from materials.models.subject import Subject

#: Fields of the text that a revision stores as they are; its body and subjects are read below.
PLAIN = ("title", "summary", "grades", "tags", "material_type", "language", "time_required", "shown")


def texts_for(user: access.type_of_person, rows: Iterable[Material]) -> list[Material]:
    """What `permissions.text_for` gives the person of each, with the rows' own team, schools and so on."""
    rows = list(rows)
    ids = [row.pk for row in rows]
    own = set(Material.objects.editable_by(user).filter(pk__in=ids).values_list("pk", flat=True))
    return with_revisions(
        rows, {row.pk: row.latest_revision_id for row in rows if row.pk in own} | _asked(user, ids, own)
    )


def cards_for(user: access.type_of_person, rows: Iterable[Material]) -> list[Material]:
    """The rows for a list: readers and teams see what is published, or the draft that the team alone has.

    The row of a draft runs ahead of what was submitted, so that editors who are asked get the submitted text instead.
    """
    rows = list(rows)
    ids = [row.pk for row in rows]
    own = set(Material.objects.editable_by(user).filter(pk__in=ids).values_list("pk", flat=True))
    return with_revisions(rows, _asked(user, ids, own))


def _asked(user: access.type_of_person, ids: list[int], own: set[int]) -> dict[int, int | None]:
    """The submitted revisions, by material, of those that the person sees as an editor and not as of the team."""
    asked = Material.objects.filter(access.reviewed_by(user), pk__in=ids).exclude(pk__in=own)
    return dict(asked.values_list("pk", "submitted_revision_id"))


def with_revisions(rows: list[Material], wanted: dict[int, int | None]) -> list[Material]:
    """The rows, each with the text of the wanted revision where one is named. Two queries."""
    contents: dict[int, dict[str, Any]] = dict(
        Revision.objects.filter(pk__in=[pk for pk in wanted.values() if pk]).values_list("pk", "content")
    )
    subjects = Subject.objects.in_bulk({pk for content in contents.values() for pk in content.get("subjects", [])})
    texts = []
    for row in rows:
        content = contents.get(wanted.get(row.pk) or 0)
        texts.append(_with_text(row, content, subjects) if content else row)
    return texts


def _with_text(row: Material, content: dict[str, Any], subjects: dict[int, Subject]) -> Material:
    """A copy of the row that says what the revision says. `as_object` would ask the database several times a row."""
    text = copy(row)
    text._state = copy(row._state)
    text._state.fields_cache = dict(row._state.fields_cache)
    for cache in ("_cluster_related_objects", "_prefetched_objects_cache"):
        text.__dict__.pop(cache, None)
    for name in PLAIN:
        setattr(text, name, _field(name).to_python(content.get(name, getattr(row, name))))
    text.body = _field("body").to_python(content.get("body", "[]"))
    text.subjects.set([subjects[pk] for pk in content.get("subjects", []) if pk in subjects])
    return text


def _field(name: str) -> "Field[Any, Any]":
    field = Material._meta.get_field(name)
    assert isinstance(field, Field)  # noqa: S101
    return field
