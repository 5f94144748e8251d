"""A collection among the hits: read again as the person, by the text that they see. Never says what lies in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Value, When, prefetch_related_objects

from materials import access
from materials.collections.access import near_to, readable_with, sight_of_visible
from materials.collections.outline import Face, face_of
from materials.models.collection import Collection
from materials.models.subject import Subject
from materials.vocabulary import Reach
from search import numbers
from search.collections.documents import LANGUAGE
from search.marking_words import Marker
from search.places import Place
from search.query_language import Question


@dataclass(frozen=True)
class CollectionHit:
    """A collection that was found, what it says of itself to this person, and where that matched."""

    collection: Collection
    face: Face
    subject: Subject | None
    place: Place


def seen(wanted: Iterable[int], *, keys: frozenset[str]) -> dict[int, tuple[Collection, Face]]:
    """Those with these numbers that somebody with these keys may see now. One query, none for no collection."""
    ids = numbers.collections(wanted)
    if not ids:
        return {}
    is_near = Case(When(near_to(keys), then=Value(True)), default=Value(False))
    rows = Collection.objects.filter(readable_with(keys), pk__in=ids).annotate(is_near=is_near)
    found = {}
    for row in rows.select_related("team__personal_of", "subject"):
        sight = sight_of_visible(row, is_near=vars(row)["is_near"], is_editor=access.EDITORS in keys)
        found[numbers.of_collection(row.pk)] = row, face_of(row, sight)
    return found


def collection_hits(wanted: Iterable[int], question: Question, *, keys: frozenset[str]) -> dict[int, CollectionHit]:
    """One query for what is common; another where a subject has changed since approval, or schools are named."""
    found = seen(wanted, keys=keys)
    subjects = _subjects(found.values())
    _with_schools_that_are_named(row for row, _ in found.values())
    marker = Marker(question)
    return {
        number: CollectionHit(row, face, subject, _place(face, subject, marker))
        for number, (row, face) in found.items()
        for subject in [subjects.get(face.subject_id or 0)]
    }


def _subjects(found: Iterable[tuple[Collection, Face]]) -> dict[int, Subject]:
    pairs = list(found)
    known = {row.subject_id: row.subject for row, _ in pairs if row.subject}
    others = {face.subject_id for _, face in pairs if face.subject_id} - known.keys()
    return {pk: subject for pk, subject in known.items() if pk} | (Subject.objects.in_bulk(others) if others else {})


def _with_schools_that_are_named(rows: Iterable[Collection]) -> None:
    """Somebody's own public collection names its schools instead of the person, see `words.whose`."""
    teams = [row.team for row in rows if row.team.personal_of_id and row.reach == Reach.PUBLIC]
    if teams:
        prefetch_related_objects(teams, "schools")


def _place(face: Face, subject: Subject | None, marker: Marker) -> Place:
    """Where it matched, but for headings: which of them somebody sees hangs on each part. So no word is missed."""
    own = marker.read(face.summary, LANGUAGE)
    names = f"{subject.name_da} {subject.name_en}" if subject else ""
    said = {
        "title": marker.read(face.title, LANGUAGE).clauses,
        "tags": marker.read(names, LANGUAGE).clauses,
        "text": own.clauses,
    }
    return Place(own.snippet(), tuple(name for name, clauses in said.items() if clauses))
