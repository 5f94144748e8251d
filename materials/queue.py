"""What waits for an editor, oldest first: chosen and counted in the database, and written out a page at a time."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, overload

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from materials import access, queue_lines
from materials.collections.access import near_to, readable_with
from materials.models.collection import Collection, CollectionQuerySet
from materials.models.material import Material
from materials.models.report import Report, is_judgeable_by
from materials.models.subject import Subject
from materials.models.submission import Submission, SubmissionQuerySet
from materials.queue_lines import Sort, Waiting
from materials.vocabulary import Review
from teams.models.user import User

#: Sort, time and id of each.
Heads = QuerySet[Any, tuple[str, datetime, int]]
#: When each came; that of a collection from before it was noted is when it was changed.
CAME = {
    Sort.MATERIALS: F("at"),
    Sort.COLLECTIONS: Coalesce("submitted_at", "changed_at"),
    Sort.REPORTS: F("at"),
}


def waiting_for(user: User) -> SubmissionQuerySet:
    """Open questions about materials that the person is asked as an editor."""
    asked = Material.objects.filter(access.reviewed_by(user), trashed_at=None, pk=OuterRef("material"))
    return Submission.objects.open().filter(Exists(asked))


def undecided_by(user: User) -> SubmissionQuerySet:
    """Those of them that the person may decide."""
    return waiting_for(user).filter(is_judgeable_by(user))


def collections_for(user: User) -> CollectionQuerySet:
    """Collections in review, with the subject `about` that the person sees on them: see `queue_lines.collections`."""
    if not user.is_editor:
        return Collection.objects.none()
    judged = Exists(Collection.objects.judgeable_by(user).filter(pk=OuterRef("pk")))
    submitted = Cast(KT("submitted__face__subject_id"), IntegerField())
    keys = access.keys_of(user)
    current = When(near_to(keys) & ~Q(judged), then=F("subject_id"))
    about = Case(current, default=submitted, output_field=IntegerField())
    return Collection.objects.filter(readable_with(keys), review=Review.IN_REVIEW).annotate(about=about)


@dataclass(frozen=True)
class Queue:
    """All that waits for this editor, whatever the number, in a fixed number of queries."""

    user: User

    @cached_property
    def subjects(self) -> dict[int, Subject]:
        return Subject.objects.in_bulk()

    @cached_property
    def waiting(self) -> dict[Sort, QuerySet[Any]]:
        return {
            Sort.MATERIALS: waiting_for(self.user),
            Sort.COLLECTIONS: collections_for(self.user),
            Sort.REPORTS: Report.objects.judgeable_by(self.user).open(),
        }

    @cached_property
    def sorts(self) -> list[tuple[Sort, int]]:
        """The tabs: each sort, and how much of it waits."""
        return [(sort, rows.count()) for sort, rows in self.waiting.items()]

    def lines(self, show: str = "", about: str = "") -> "Lines":
        """Of the sort and of the subject that these words of the address name; any other word names all sorts."""
        return Lines(self, (Sort(show),) if show in Sort else tuple(Sort), about)

    def by_subject(self, sort: Sort) -> dict[int | None, int]:
        """How much of one sort waits in each subject, by its id."""
        rows = self.waiting[sort].order_by()
        match sort:
            case Sort.MATERIALS:
                pairs = rows.values_list("subjects")
            case Sort.COLLECTIONS:
                pairs = rows.values_list("about")
            case Sort.REPORTS:
                pairs = rows.filter(Exists(self._titled)).values_list("material__subjects")
        return dict(pairs.annotate(number=Count("pk")))

    @property
    def _titled(self) -> QuerySet[Material]:
        """The material of a report, unless it lies in the trash: then nothing is said of its subjects."""
        return Material.objects.filter(access.reported_to(self.user), trashed_at=None, pk=OuterRef("material"))

    def heads(self, sort: Sort, subject: Subject | None) -> Heads:
        """What waits of one sort, to be joined with that of others."""
        rows = self.waiting[sort].order_by()
        if subject is not None:
            rows = rows.filter(self._about(sort, subject))
        named = rows.annotate(sort=Value(sort.value, CharField()), came=CAME[sort], row=F("pk"))
        heads: Heads = named.values_list("sort", "came", "row")
        return heads

    def _about(self, sort: Sort, subject: Subject) -> Q:
        match sort:
            case Sort.MATERIALS:
                return Q(subjects=subject)
            case Sort.COLLECTIONS:
                return Q(about=subject.pk)
            case Sort.REPORTS:
                return Q(Exists(self._titled.filter(subjects=subject)))


@dataclass(frozen=True)
class Lines:
    """Those of some sorts, of the subject with this slug or of all. A slice of it is read by itself, as a page is."""

    queue: Queue
    sorts: tuple[Sort, ...]
    about: str

    @cached_property
    def subjects(self) -> list[tuple[Subject, int]]:
        """The subjects that something of these sorts waits in, and how much."""
        counts: Counter[int | None] = Counter()
        for sort in self.sorts:
            counts.update(self.queue.by_subject(sort))
        known = [(self.queue.subjects[pk], number) for pk, number in counts.items() if pk in self.queue.subjects]
        return sorted(known, key=lambda item: (item[0].position, item[0].name_da))

    @cached_property
    def subject(self) -> Subject | None:
        return next((subject for subject, _number in self.subjects if subject.slug == self.about), None)

    def __len__(self) -> int:
        if self.about:
            return sum(number for subject, number in self.subjects if subject == self.subject)
        return sum(number for sort, number in self.queue.sorts if sort in self.sorts)

    def __iter__(self) -> Iterator[Waiting]:
        return iter(self[:])

    @overload
    def __getitem__(self, part: int) -> Waiting: ...
    @overload
    def __getitem__(self, part: slice) -> list[Waiting]: ...
    def __getitem__(self, part: int | slice) -> Waiting | list[Waiting]:
        return self._read(slice(part, part + 1))[0] if isinstance(part, int) else self._read(part)

    def _read(self, part: slice) -> list[Waiting]:
        if self.about and self.subject is None:
            return []
        first, *others = [self.queue.heads(sort, self.subject) for sort in self.sorts]
        heads = first.union(*others, all=True) if others else first
        chosen = [(Sort(sort), row) for sort, _came, row in heads.order_by("came", "sort", "row")[part]]
        said = queue_lines.said_of(chosen, self.queue.user, self.queue.subjects)
        return [said[one] for one in chosen if one in said]


def lines(user: User) -> Lines:
    """All that waits for this editor, oldest first."""
    return Queue(user).lines()
