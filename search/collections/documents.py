"""Turns collections, as they are now, into what the index holds of them."""

from materials.models.collection import Collection
from materials.models.subject import Subject
from materials.vocabulary import Language, Reach
from search import numbers
from search.collections.readings import CollectionReading, readings_of, signature
from search.composing import Said, compose
from search.schema import COLLECTION, IndexDocument, IndexedMaterial

#: Collections name no language; their words are stemmed as the country's.
LANGUAGE = Language.DANISH


def load_collections(revisions: dict[int, int]) -> list[IndexedMaterial]:
    """What the index should hold of these collections, given by number and revision: none of those that are gone.

    A fixed number of queries, whatever the number of collections.
    """
    rows = list(Collection.objects.filter(pk__in=numbers.collections(revisions)).for_cards())
    readings = readings_of(rows)
    wanted = {reading.face.subject_id for some in readings.values() for reading in some} - {None}
    subjects = Subject.objects.in_bulk(pk for pk in wanted if pk is not None)
    loaded = {}
    for row in rows:
        number = numbers.of_collection(row.pk)
        revision = revisions[number]
        documents = tuple(_document(row, revision, reading, subjects) for reading in readings[row.pk])
        loaded[number] = IndexedMaterial(number, revision, documents, readers=signature(readings[row.pk]))
    return [loaded.get(number) or IndexedMaterial(number, revision) for number, revision in revisions.items()]


def _document(
    row: Collection, revision: int, reading: CollectionReading, subjects: dict[int, Subject]
) -> IndexDocument:
    number, face = numbers.of_collection(row.pk), reading.face
    subject = subjects.get(face.subject_id or 0)
    names = (subject.name_da, subject.name_en) if subject else ()
    return compose(
        number,
        revision,
        Said(face.title, reading.own, LANGUAGE, subjects=names),
        readers=tuple(sorted(reading.readers)),
        other_text=tuple(sorted(reading.other_text)),
        facets=_facets(row, reading, subject),
        newest=int(face.changed_at.timestamp()) << 32 | number,
        used=number,
    )


def _facets(row: Collection, reading: CollectionReading, subject: Subject | None) -> dict[str, tuple[str, ...]]:
    return {
        "subject": (subject.slug,) if subject else (),
        "grade": tuple(str(grade) for grade in reading.face.grades),
        "type": (),
        "language": (),
        "license": (),
        "school": tuple(school.number for school in row.team.schools.all()),
        "team": () if row.team.is_personal else (row.team.slug,),
        "reach": (Reach(row.reach).word,),
        "kind": (COLLECTION,),
    }
