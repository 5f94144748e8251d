"""Collections from the database when no engine answers: by words of their titles, as each reader sees them."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet

from materials import access
from materials.collections.access import readable_with, sight_of
from materials.collections.outline import Face, face_of, with_faces_alone
from materials.models.collection import Collection
from materials.models.subject import Subject
from materials.vocabulary import Reach
from search import numbers
from search.analysis.chain import canonical_words
from search.criteria import Criteria
from search.models.standing import Standing
from search.query_language import Question, Word
from search.schema import COLLECTION

#: Facets that a collection has no value of.
WITHOUT = ("type", "language", "license")


def search(criteria: Criteria, *, user: access.type_of_person) -> list[int]:
    """The numbers of all that the person may see whose titles have every word; the newest first."""
    filters = criteria.filters
    if any(filters.get(name) for name in WITHOUT) or COLLECTION not in filters.get("kind", (COLLECTION,)):
        return []
    keys = access.keys_of(user)
    rows = with_faces_alone(_narrowed(Collection.objects.filter(readable_with(keys)).for_cards(), criteria))
    faces = [(face_of(row, sight_of(keys, row)), row.pk) for row in rows]
    subjects = dict(Subject.objects.filter(slug__in=filters.get("subject", ())).values_list("pk", "slug"))
    found = [(face.changed_at, pk) for face, pk in faces if _fits(face, criteria, subjects)]
    return [numbers.of_collection(pk) for _, pk in sorted(found, reverse=True)]


def _narrowed(rows: QuerySet[Collection], criteria: Criteria) -> QuerySet[Collection]:
    """By what a collection's texts have in common, and by the title where it has one text alone."""
    if criteria.question:
        titled = Standing.objects.titled(criteria.question).annotate(collection_id=F("material") - numbers.FIRST)
        has_others = Q(approved__isnull=False) | Q(submitted__isnull=False)
        rows = rows.filter(Q(pk__in=titled.values("collection_id")) | has_others)
    if teams := criteria.filters.get("team"):
        rows = rows.filter(team__slug__in=teams, team__personal_of=None)
    if schools := criteria.filters.get("school"):
        rows = rows.filter(pk__in=Collection.objects.filter(team__schools__number__in=schools).values("pk"))
    if reaches := criteria.filters.get("reach"):
        rows = rows.filter(reach__in=[reach for reach in Reach if reach.word in reaches])
    return rows


def _fits(face: Face, criteria: Criteria, subjects: dict[int, str]) -> bool:
    """By what this reader is told: the subject, the grades and the title of the text that they see."""
    grades = criteria.filters.get("grade")
    if grades and not {str(grade) for grade in face.grades} & set(grades):
        return False
    if criteria.filters.get("subject") and face.subject_id not in subjects:
        return False
    return _says(canonical_words(face.title), criteria.question)


def _says(title: str, question: Question) -> bool:
    wanted = all(any(_stands(way, title) for way in clause.ways) for clause in question.wanted)
    return wanted and not any(_stands(clause.ways[0], title) for clause in question.unwanted)


def _stands(way: Sequence[Word], title: str) -> bool:
    return " ".join(word.text for word in way) in title
