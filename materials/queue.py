"""What is with the editors: a line for each question and each report, oldest first, by the subjects it is about."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from materials import access
from materials.collections.access import Sight, sight_of
from materials.collections.outline import face_of
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.report import Report, is_judgeable_by
from materials.models.subject import Subject
from materials.models.submission import Submission, SubmissionQuerySet
from materials.vocabulary import Review
from teams.models.team import Team
from teams.models.user import User

#: More at once are shown when these are decided.
MOST = 100


#: What a line says of its material: the rows themselves are long, and there may be hundreds.
OF_MATERIAL = {"of_title": F("material__title"), "of_team": F("material__team_id")}


class Sort(models.TextChoices):
    """What waits: a word of the address, and the tab's name."""

    MATERIALS = "materials", _("Materials")
    COLLECTIONS = "collections", _("Collections")
    REPORTS = "reports", _("Reports")


@dataclass(frozen=True)
class Waiting:
    """One line. `row` is the submission, the collection or the report; `title` is empty where it cannot be seen now.

    `own`: the person has a part in it, and somebody else decides; `again`: it was here before.
    """

    sort: Sort
    row: Submission | Collection | Report
    at: datetime
    title: str
    address: str
    team: Team
    subjects: list[Subject]
    own: bool = False
    again: bool = False


def waiting_for(user: User) -> SubmissionQuerySet:
    """Open questions about materials that the person is asked as an editor."""
    asked = Material.objects.filter(access.reviewed_by(user), trashed_at=None, pk=OuterRef("material"))
    return Submission.objects.open().filter(Exists(asked))


def undecided_by(user: User) -> SubmissionQuerySet:
    """Those of them that the person may decide."""
    return waiting_for(user).filter(is_judgeable_by(user))


def lines(user: User) -> list[Waiting]:
    """All that waits for this editor, oldest first, in a fixed number of queries."""
    subjects = Subject.objects.in_bulk()
    found = [*submitted(user, subjects), *collections(user, subjects), *reported(user, subjects)]
    return sorted(found, key=lambda line: line.at)[:MOST]


def submitted(user: User, subjects: dict[int, Subject]) -> list[Waiting]:
    """Materials, by the title and the subjects of what was submitted."""
    earlier = Submission.objects.decided().filter(material=OuterRef("material"))
    oldest = waiting_for(user).order_by("at", "pk")[:MOST]
    rows: list[Any] = list(oldest.select_related("taken_by", "opinion_asked_by").annotate(**OF_MATERIAL))
    teams = _teams(rows)
    said = _said(row.revision_id for row in rows)
    these = Submission.objects.filter(pk__in=[row.pk for row in rows])
    again = set(these.filter(Exists(earlier)).values_list("pk", flat=True))
    mine = set(these.filter(is_judgeable_by(user)).values_list("pk", flat=True))
    waiting = []
    for row in rows:
        title, ids = said.get(row.revision_id, ("", []))
        address = reverse("materials:review", args=[row.material_id])
        about = [subjects[pk] for pk in ids if pk in subjects]
        line = Waiting(Sort.MATERIALS, row, row.at, title or row.of_title, address, teams[row.of_team], about)
        waiting.append(replace(line, own=row.pk not in mine, again=row.pk in again))
    return waiting


def _said(revisions: Iterable[int | None]) -> dict[int | None, tuple[str, list[int]]]:
    """Titles and ids of subjects as the revisions have them; their bodies are not read, which may be long."""
    rows = Revision.objects.filter(pk__in=[pk for pk in revisions if pk])
    said = rows.values_list("pk", KT("content__title"), KT("content__subjects"))
    return {pk: (title or "", json.loads(subjects or "[]")) for pk, title, subjects in said}


def collections(user: User, subjects: dict[int, Subject]) -> list[Waiting]:
    """Collections, by what was submitted where this editor decides, else by the text that they see."""
    keys = access.keys_of(user)
    asked = Collection.objects.visible_to(user).filter(review=Review.IN_REVIEW)
    rows = list(asked.for_cards().order_by("submitted_at", "pk")[:MOST])
    these = Collection.objects.judgeable_by(user).filter(pk__in=[row.pk for row in rows])
    mine = set(these.values_list("pk", flat=True))
    waiting = []
    for row in rows:
        face = face_of(row, Sight.SUBMITTED if row.pk in mine else sight_of(keys, row))
        about = [subjects[face.subject_id]] if face.subject_id in subjects else []
        at = row.submitted_at or row.changed_at
        address = row.get_absolute_url()
        waiting.append(Waiting(Sort.COLLECTIONS, row, at, face.title, address, row.team, about, own=row.pk not in mine))
    return waiting


def reported(user: User, subjects: dict[int, Subject]) -> list[Waiting]:
    """Open reports on what this editor has no part in, by what is published; in the trash it has no title."""
    found = Report.objects.judgeable_by(user).open().select_related("by").annotate(**OF_MATERIAL)
    rows: list[Any] = list(found[:MOST])
    teams = _teams(rows)
    visible = Material.objects.visible_to(user).filter(pk__in={row.material_id for row in rows})
    titles = dict(visible.values_list("pk", "title"))
    about = _subjects_of(titles, subjects)
    waiting = []
    for row in rows:
        title, address = titles.get(row.material_id, ""), reverse("materials:report_page", args=[row.pk])
        line = Waiting(Sort.REPORTS, row, row.at, title, address, teams[row.of_team], about[row.material_id])
        waiting.append(line)
    return waiting


def _teams(rows: Iterable[Any]) -> dict[int, Team]:
    return Team.objects.select_related("personal_of").in_bulk({row.of_team for row in rows})


def _subjects_of(materials: Iterable[int], subjects: dict[int, Subject]) -> dict[int, list[Subject]]:
    """The published subjects of each material, by its id, in their order."""
    found: dict[int, list[Subject]] = defaultdict(list)
    links = Material.subjects.through.objects.filter(material__in=list(materials))
    for material, subject in links.order_by("subject__position").values_list("material_id", "subject_id"):
        found[material].append(subjects[subject])
    return found


def sorts(waiting: list[Waiting]) -> list[tuple[Sort, int]]:
    """The tabs: each sort, and how much of it waits."""
    counts = Counter(line.sort for line in waiting)
    return [(sort, counts[sort]) for sort in Sort]


def counted(waiting: list[Waiting]) -> list[tuple[Subject, int]]:
    """The subjects that something waits in, and how much."""
    counts = Counter(subject for line in waiting for subject in line.subjects)
    return sorted(counts.items(), key=lambda item: (item[0].position, item[0].name_da))
