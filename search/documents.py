"""Turns materials, as they are now, into what the index holds of them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch

from materials.models.attachment import Attachment, AttachmentPage
from materials.models.material import Material
from materials.models.subject import Subject
from materials.models.use import MaterialUse
from materials.vocabulary import Reach
from search import numbers
from search.collections.documents import load_collections
from search.composing import Said, compose, compose_page
from search.models.standing import Standing
from search.readings import Reading, signature, texts_of
from search.schema import IndexDocument, IndexedMaterial, Passage

DRAFT = "draft"


def load_now(ids: Iterable[int]) -> list[IndexedMaterial]:
    """What has these numbers, and the revisions it is at. These are read first: what changes after that is pending.

    In no transaction: SQLite would let nobody else write for as long as thick files are taken apart into words.
    """
    return load(dict(Standing.objects.filter(material__in=ids).values_list("material", "revision")))


def load(revisions: dict[int, int]) -> list[IndexedMaterial]:
    """What the index should hold of these, given by number and revision; those that are gone have no documents.

    A fixed number of queries, whatever there is.
    """
    collections = {number: at for number, at in revisions.items() if numbers.is_collection(number)}
    materials = {number: at for number, at in revisions.items() if number not in collections}
    loaded = load_materials(materials) if materials else []
    return [*loaded, *load_collections(collections)] if collections else loaded


def load_materials(revisions: dict[int, int]) -> list[IndexedMaterial]:
    subjects = Prefetch("subjects", queryset=Subject.objects.all())  # unnamed, it would be built for each row
    rows = list(Material.objects.filter(pk__in=revisions).prefetch_related(subjects, "team__schools"))  # few teams
    texts = texts_of(rows)
    shown = {pk for readings in texts.values() for _, text in readings for pk in text.shown}
    files = Files(shown)
    used = dict(MaterialUse.objects.filter(material__in=texts).values_list("material", "used"))
    loaded = {row.pk: _indexed(row, revisions[row.pk], texts[row.pk], files, used.get(row.pk, 0)) for row in rows}
    return [loaded.get(pk) or IndexedMaterial(pk, revision) for pk, revision in revisions.items()]


class Files:
    """The attachments of many texts, with their pages: two queries."""

    def __init__(self, ids: Iterable[int]) -> None:
        known = Attachment.objects.filter(pk__in=ids).values_list("pk", "kind", "material_id")
        self.kinds = {pk: kind for pk, kind, _ in known}
        self.owners = {pk: material for pk, _, material in known}
        self.pages: dict[int, list[tuple[int, str]]] = defaultdict(list)
        rows = AttachmentPage.objects.filter(attachment__in=ids).order_by("attachment", "number")
        for attachment, number, text in rows.values_list("attachment", "number", "text"):
            self.pages[attachment].append((number, text))

    def of(self, text: Material) -> list[int]:
        """The attachments that this very text shows, and that are the material's own."""
        return [pk for pk in text.shown if self.owners.get(pk) == text.pk]


def _indexed(
    row: Material, revision: int, readings: list[tuple[Reading, Material]], files: Files, used: int
) -> IndexedMaterial:
    analyzed: dict[int, list[Passage]] = {}
    documents = []
    for reading, text in readings:
        for pk in files.of(text):
            if pk not in analyzed:
                analyzed[pk] = [compose_page(pk, page, said, text.language) for page, said in files.pages[pk]]
        passages = [passage for pk in files.of(text) for passage in analyzed[pk]]
        documents.append(_document(row, revision, reading, text, passages, files, used))
    return IndexedMaterial(
        material=row.pk,
        revision=revision,
        documents=tuple(documents),
        passages=tuple(passage for pages in analyzed.values() for passage in pages),
        readers=signature(reading for reading, _ in readings),
    )


def _document(
    row: Material,
    revision: int,
    reading: Reading,
    text: Material,
    passages: list[Passage],
    files: Files,
    used: int,
) -> IndexDocument:
    subjects = list(text.subjects.all())
    shared = int(row.last_published_at.timestamp()) if row.last_published_at else 0
    return compose(
        row.pk,
        revision,
        _said(text, subjects),
        passages,
        readers=tuple(sorted(reading.readers)),
        other_text=tuple(sorted(reading.other_text)),
        facets=_facets(row, text, subjects, files),
        newest=shared << 32 | row.pk,
        used=used << 32 | row.pk,
    )


def _said(text: Material, subjects: Iterable[Subject]) -> Said:
    own = "\n".join([text.summary, *text.body_texts()])
    return Said(text.title, own, text.language, tuple(text.tags), tuple(_names(subjects)))


def tags_of(text: Material) -> list[str]:
    """Its tags, and what its subjects are called."""
    return [*text.tags, *_names(text.subjects.all())]


def _names(subjects: Iterable[Subject]) -> list[str]:
    """What subjects are called in both languages."""
    return [name for subject in subjects for name in (subject.name_da, subject.name_en)]


def _facets(row: Material, text: Material, subjects: Iterable[Subject], files: Files) -> dict[str, tuple[str, ...]]:
    return {
        "subject": tuple(subject.slug for subject in subjects),
        "grade": tuple(str(grade) for grade in text.grades),
        "type": (text.material_type,) if text.material_type else (),
        "language": (text.language,),
        "license": (row.license,) if row.license else (),
        "school": tuple(school.number for school in row.team.schools.all()),
        "team": () if row.team.is_personal else (row.team.slug,),
        "reach": (Reach(row.reach).word if row.live else DRAFT,),
        "kind": tuple(sorted({files.kinds[pk] for pk in files.of(text)})),
    }
