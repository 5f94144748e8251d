"""Finds materials: one base query that begins with what the person may see, and ends in rows re-read through it."""

from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from materials import access
from materials.models.material import Material
from materials.models.queries import NEWEST_FIRST, MaterialQuerySet
from materials.texts import texts_for
from search.criteria import Criteria
from search.models import Entry, Which
from search.query_language import Question
from search.snippets import Place, find_places

PAGE_SIZE = 20


@dataclass(frozen=True)
class Hit:
    """A material that was found, the text of it that this person reads, and where it matched."""

    material: Material
    place: Place


@dataclass(frozen=True)
class Results:
    """`total` counts only what the person may see; `hits` is one page of it."""

    total: int
    hits: list[Hit]
    page: int
    pages: int


def find(criteria: Criteria, *, user: access.type_of_person, page: int = 1) -> Results:
    """One page of answers, best first, in a fixed number of queries. A page past the end is empty."""
    found = matching(criteria, user=user)
    total = found.count()
    pages = max(1, -(-total // PAGE_SIZE))
    start = (max(page, 1) - 1) * PAGE_SIZE
    ids = list(found.values_list("pk", flat=True)[start : start + PAGE_SIZE]) if start < total else []
    return Results(total, re_read(ids, criteria.question, user=user), page, pages)


def matching(criteria: Criteria, *, user: access.type_of_person) -> MaterialQuerySet:
    """The base query. Everyone is matched on the texts that they may read: published, latest, or submitted to them."""
    visible = filtered(Material.objects.visible_to(user), criteria)
    question = criteria.question
    if not question:
        return visible.newest_first()
    mine, reached, asked = access.owned_by(user), access.reached_by(user), access.reviewed_by(user)
    found = visible.filter(
        ((mine | reached) & answered(Which.PUBLISHED, question))
        | (mine & answered(Which.LATEST, question))
        | (asked & answered(Which.SUBMITTED, question))
    )
    return found.annotate(rank=rank(question)).order_by("rank", *NEWEST_FIRST)


def filtered(materials: MaterialQuerySet, criteria: Criteria) -> MaterialQuerySet:
    if criteria.subject:
        materials = materials.filter(
            pk__in=Material.subjects.through.objects.filter(subject__slug=criteria.subject).values("material")
        )
    if criteria.material_type:
        materials = materials.filter(material_type=criteria.material_type)
    if criteria.grade is not None:
        written = materials.annotate(grades_written=Cast("grades", TextField()))
        materials = written.filter(grade_condition(criteria.grade))
    return materials


def grade_condition(grade: int) -> Q:
    """Grades are a JSON list of at most eleven small numbers; its text is matched, as SQLite cannot look inside."""
    condition = Q()
    for before in ("[", " "):
        for after in (",", "]"):
            condition |= Q(grades_written__contains=f"{before}{grade}{after}")
    return condition


def answered(which: Which, question: Question) -> Q:
    return Q(Exists(answering(Entry.objects.filter(material=OuterRef("pk"), which=which), question)))


def answering(entries: QuerySet[Entry], question: Question) -> QuerySet[Entry]:
    for piece in question.wanted:
        entries = entries.filter(Q(title__contains=piece) | Q(tags__contains=piece) | Q(text__contains=piece))
    for piece in question.unwanted:
        entries = entries.exclude(Q(title__contains=piece) | Q(tags__contains=piece) | Q(text__contains=piece))
    return entries


def rank(question: Question) -> Case:
    """The exact title, then all words in the title, then in title and tags, then in the text.

    Ranked on the published text alone: the order must not tell readers what a draft says.
    """
    entries = Entry.objects.filter(material=OuterRef("pk"), which=Which.PUBLISHED)
    in_title = in_tags = entries
    for piece in question.wanted:
        in_title = in_title.filter(title__contains=piece)
        in_tags = in_tags.filter(Q(title__contains=piece) | Q(tags__contains=piece))
    exact = entries.filter(title=" ".join(question.wanted))
    return Case(
        When(Exists(exact), then=Value(0)),
        When(Exists(in_title), then=Value(1)),
        When(Exists(in_tags), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )


def re_read(ids: list[int], question: Question, *, user: access.type_of_person) -> list[Hit]:
    """The rows, read again through what the person may see, in the order they were found."""
    rows = Material.objects.visible_to(user).filter(pk__in=ids).for_cards()
    by_id = {row.pk: row for row in rows}
    texts = texts_for(user, [by_id[pk] for pk in ids if pk in by_id])
    places = find_places(texts, question)
    return [Hit(text, places[text.pk]) for text in texts]
