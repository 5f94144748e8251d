"""Answers from the database when no engine does: titles only, filters yes, no counts of facets."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat, Replace, StrIndex

from materials import access
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.models.queries import NEWEST_FIRST, MaterialQuerySet
from materials.vocabulary import Reach
from search.collections import fallback as of_collections
from search.criteria import Criteria
from search.documents import DRAFT
from search.engines import Answer
from search.models.standing import Standing

#: What a list can be sorted by here: how well a title matches is not known.
ORDERS = {
    "relevance": NEWEST_FIRST,
    "newest": NEWEST_FIRST,
    "used": (F("use__used").desc(nulls_last=True), "-pk"),
}


def search(
    criteria: Criteria,
    *,
    user: access.type_of_person,
    start: int,
    size: int,
    materials_only: bool = False,
    among: Q | None = None,
) -> Answer:
    """A page of materials and collections: few have the words, and stand first; without words they stand last.

    `among` narrows the materials further.
    """
    materials = _materials(criteria, user).filter(among or Q())
    number = materials.count()
    collections = [] if materials_only else of_collections.search(criteria, user=user)
    before = len(collections) if criteria.question else 0
    first, last = max(0, start - before), max(0, start + size - before)
    ids = list(materials.values_list("pk", flat=True)[first:last])
    if criteria.question:
        listed = [*collections[start : start + size], *ids]
    else:
        listed = [*ids, *collections[max(0, start - number) : max(0, start + size - number)]]
    return Answer(number + len(collections), listed, collections=len(collections))


def _materials(criteria: Criteria, user: access.type_of_person) -> MaterialQuerySet:
    """What the person may see whose title has every word; newest first, unless what is used most is asked for.

    An editor who is asked about a material sees its submitted text, and the row may have a later one: it is listed, but
    found neither by words nor by what is said in the text.
    """
    visible = filtered(Material.objects.visible_to(user), criteria)
    if criteria.question or OF_THE_TEXT & criteria.filters.keys():
        visible = visible.filter(access.owned_or_reached(user) | _judged(user))
    if criteria.question:
        visible = visible.filter(pk__in=Standing.objects.titled(criteria.question).values("material"))
    return visible.order_by(*ORDERS[criteria.sort])


def _judged(user: access.type_of_person) -> Q:
    """What is before the person as an editor, but for what was submitted, which has a text of its own."""
    return access.reported_to(user) & ~access.reviewed_by(user)


def filtered(materials: MaterialQuerySet, criteria: Criteria) -> MaterialQuerySet:
    for name, values in criteria.filters.items():
        materials = _narrowed(materials, name, values)
    return materials


def _narrowed(materials: MaterialQuerySet, name: str, values: tuple[str, ...]) -> MaterialQuerySet:
    match name:
        case "subject":
            subjects = Material.subjects.through.objects.filter(subject__slug__in=values)
            return materials.filter(pk__in=subjects.values("material"))
        case "team":
            return materials.filter(team__slug__in=values, team__personal_of=None)
        case "reach":
            reaches = [reach for reach in Reach if reach.word in values]
            drafts = Q(live=False) if DRAFT in values else Q(pk=None)
            return materials.filter(Q(live=True, reach__in=reaches) | drafts)
        case "grade":
            return materials.annotate(grades_written=Cast("grades", TextField())).filter(_grades(values))
        case "kind":
            return materials.filter(_shows(values))
    return materials.filter(pk__in=Material.objects.filter(**{f"{COLUMNS[name]}__in": values}).values("pk"))


#: Facets that are a column of the row, or of its team's schools.
COLUMNS = {
    "type": "material_type",
    "language": "language",
    "license": "license",
    "school": "team__schools__number",
}
#: Facets that the text says; the others are of the row, whichever text is read.
OF_THE_TEXT = {"subject", "grade", "type", "language", "kind"}


def _shows(kinds: tuple[str, ...]) -> Exists:
    """Whether the text shows a file of such a kind: a draft's files and older ones are there as well."""
    listed: Any = Cast(OuterRef("shown"), TextField())
    for written, put in (("[", ","), ("]", ","), (" ", "")):
        listed = Replace(listed, Value(written), Value(put), output_field=TextField())
    number = Concat(Value(","), Cast("pk", TextField()), Value(","), output_field=TextField())
    files = Attachment.objects.filter(material=OuterRef("pk"), kind__in=kinds)
    return Exists(files.annotate(stands=StrIndex(listed, number)).filter(stands__gt=0))


def _grades(values: tuple[str, ...]) -> Q:
    """Grades are a JSON list of at most eleven small numbers; its text is matched, as SQLite cannot look inside."""
    condition = Q(pk=None)
    for value in values:
        for before in ("[", " "):
            for after in (",", "]"):
                condition |= Q(grades_written__contains=f"{before}{value}{after}")
    return condition
