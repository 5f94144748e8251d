"""What is with the editors: a line for each question, oldest first, by the subjects of what was submitted."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KT
from wagtail.models import Revision

from materials import access
from materials.models.material import Material
from materials.models.subject import Subject
from materials.models.submission import Submission, SubmissionQuerySet
from teams.models.user import User

#: More at once are shown when these are decided.
MOST = 300


@dataclass(frozen=True)
class Waiting:
    """One question. `own`: the person has a part in it, and somebody else decides; `again`: it was here before."""

    submission: Submission
    title: str
    subjects: list[Subject]
    own: bool
    again: bool


def waiting_for(user: User) -> SubmissionQuerySet:
    """Open questions that the person is asked as an editor."""
    asked = Material.objects.filter(access.reviewed_by(user), trashed_at=None)
    return Submission.objects.open().filter(material__in=asked.values("pk"))


def undecided_by(user: User) -> SubmissionQuerySet:
    """Those of them that the person may decide."""
    return waiting_for(user).filter(material__in=Material.objects.judgeable_by(user).values("pk"))


def lines(user: User) -> list[Waiting]:
    """All of them, oldest first, in a fixed number of queries."""
    earlier = Submission.objects.decided().filter(material=OuterRef("material"))
    oldest = waiting_for(user).order_by("at", "pk")[:MOST]
    rows = list(oldest.select_related("material__team", "taken_by", "opinion_asked_by"))
    said = _said(row.revision_id for row in rows)
    again = set(waiting_for(user).filter(Exists(earlier)).values_list("pk", flat=True))
    subjects = Subject.objects.in_bulk()
    mine = set(undecided_by(user).values_list("pk", flat=True))
    lines = []
    for row in rows:
        title, ids = said.get(row.revision_id, ("", []))
        known = [subjects[pk] for pk in ids if pk in subjects]
        lines.append(Waiting(row, title or row.material.title, known, row.pk not in mine, row.pk in again))
    return lines


def _said(revisions: Iterable[int | None]) -> dict[int | None, tuple[str, list[int]]]:
    """Titles and ids of subjects as the revisions have them; their bodies are not read, which may be long."""
    rows = Revision.objects.filter(pk__in=[pk for pk in revisions if pk])
    said = rows.values_list("pk", KT("content__title"), KT("content__subjects"))
    return {pk: (title or "", json.loads(subjects or "[]")) for pk, title, subjects in said}


def counted(waiting: list[Waiting]) -> list[tuple[Subject, int]]:
    """The subjects that something waits in, and how much."""
    counts = Counter(subject for line in waiting for subject in line.subjects)
    return sorted(counts.items(), key=lambda item: (item[0].position, item[0].name_da))
