"""What the editors' queue says of each thing that waits: a line, by what the person may see of it now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
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
from materials.models.submission import Submission
from teams.models.team import Team
from teams.models.user import User

#: What a line says of its material: the rows themselves are long.
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


Written = dict[tuple[Sort, int], Waiting]


def said_of(chosen: Iterable[tuple[Sort, int]], user: User, subjects: dict[int, Subject]) -> Written:
    """The lines of these, in a fixed number of queries a sort; whoever calls has asked what waits for the person."""
    ids: dict[Sort, list[int]] = defaultdict(list)
    for sort, pk in chosen:
        ids[sort].append(pk)
    lines = [line for sort in ids for line in WRITERS[sort](ids[sort], user, subjects)]
    return {(line.sort, line.row.pk): line for line in lines}


def submitted(ids: list[int], user: User, subjects: dict[int, Subject]) -> Iterator[Waiting]:
    """Materials, by the title and the subjects of what was submitted."""
    these = Submission.objects.filter(pk__in=ids)
    rows: list[Any] = list(these.select_related("taken_by", "opinion_asked_by").annotate(**OF_MATERIAL))
    teams, titles = _teams(rows), _titles(row.revision_id for row in rows)
    about = _subjects_of(Submission.subjects.through.objects.filter(submission__in=ids), "submission_id", subjects)
    earlier = Submission.objects.decided().filter(material=OuterRef("material"))
    again = set(these.filter(Exists(earlier)).values_list("pk", flat=True))
    mine = set(these.filter(is_judgeable_by(user)).values_list("pk", flat=True))
    for row in rows:
        title = titles.get(row.revision_id) or row.of_title
        address = reverse("materials:review", args=[row.material_id])
        line = Waiting(Sort.MATERIALS, row, row.at, title, address, teams[row.of_team], about[row.pk])
        yield replace(line, own=row.pk not in mine, again=row.pk in again)


def _titles(revisions: Iterable[int | None]) -> dict[int, str]:
    """As the revisions have them; their bodies are not read, which may be long."""
    rows = Revision.objects.filter(pk__in=[pk for pk in revisions if pk])
    return {pk: title or "" for pk, title in rows.values_list("pk", KT("content__title"))}


def collections(ids: list[int], user: User, subjects: dict[int, Subject]) -> Iterator[Waiting]:
    """Collections, by what was submitted where this editor decides, else by the text that they see."""
    keys = access.keys_of(user)
    these = Collection.objects.filter(pk__in=ids)
    mine = set(Collection.objects.judgeable_by(user).filter(pk__in=ids).values_list("pk", flat=True))
    for row in these.for_cards():
        face = face_of(row, Sight.SUBMITTED if row.pk in mine else sight_of(keys, row))
        about = [subjects[face.subject_id]] if face.subject_id in subjects else []
        at, address = row.submitted_at or row.changed_at, row.get_absolute_url()
        yield Waiting(Sort.COLLECTIONS, row, at, face.title, address, row.team, about, own=row.pk not in mine)


def reported(ids: list[int], user: User, subjects: dict[int, Subject]) -> Iterator[Waiting]:
    """Reports, by what is published; what lies in the trash has no title."""
    rows: list[Any] = list(Report.objects.filter(pk__in=ids).select_related("by").annotate(**OF_MATERIAL))
    teams = _teams(rows)
    visible = Material.objects.visible_to(user).filter(pk__in={row.material_id for row in rows})
    titles = dict(visible.values_list("pk", "title"))
    about = _subjects_of(Material.subjects.through.objects.filter(material__in=list(titles)), "material_id", subjects)
    for row in rows:
        title, address = titles.get(row.material_id, ""), reverse("materials:report_page", args=[row.pk])
        yield Waiting(Sort.REPORTS, row, row.at, title, address, teams[row.of_team], about[row.material_id])


WRITERS = {Sort.MATERIALS: submitted, Sort.COLLECTIONS: collections, Sort.REPORTS: reported}


def _teams(rows: Iterable[Any]) -> dict[int, Team]:
    return Team.objects.select_related("personal_of").in_bulk({row.of_team for row in rows})


def _subjects_of(links: Any, column: str, subjects: dict[int, Subject]) -> dict[int, list[Subject]]:
    """The subjects of each row that these links are of, in their order."""
    found: dict[int, list[Subject]] = defaultdict(list)
    for pk, subject in links.order_by("subject__position").values_list(column, "subject_id"):
        found[pk].append(subjects[subject])
    return found
