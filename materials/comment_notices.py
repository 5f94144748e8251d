"""What people are told about comments: the team, and the editors who take part for as long as they may decide."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from materials import access
from materials.models.comment import BlockComment
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.models.report import Report
from materials.texts import texts_for
from materials.vocabulary import Review
from teams.inbox import Kind, Named, Topic, register
from teams.models.inbox import Notice
from teams.models.user import User


def connect() -> None:
    register(Topic(Material, with_open_comments, name, say), Kind.COMMENTED)


def with_open_comments(person: User) -> MaterialQuerySet:
    """Of one's team, or before this editor, who has no part in it: where comments are read, until all are settled."""
    reported = Exists(Report.objects.filter(material=OuterRef("pk")))
    asked = access.reviewed_by(person) | (access.reported_to(person) & reported)
    judged = Exists(Material.objects.judgeable_by(person).filter(asked, pk=OuterRef("pk")))
    to_settle = Exists(BlockComment.objects.open().filter(material=OuterRef("pk")))
    return Material.objects.filter(access.owned_by(person) | Q(judged), to_settle, trashed_at=None)


def name(person: User, materials: list[Material]) -> dict[int, Named]:
    """Each by the title of the text that this person reads, with the page on which they read the comments."""
    ids = [row.pk for row in materials]
    own = set(Material.objects.editable_by(person).filter(pk__in=ids).values_list("pk", flat=True))
    reports = dict(Report.objects.filter(material__in=ids).order_by("pk").values_list("material", "pk"))
    return {text.pk: Named(text.title, _page(text, own, reports)) for text in texts_for(person, materials)}


def _page(row: Material, own: set[int], reports: dict[int, int]) -> str:
    if row.pk in own:
        return reverse("materials:material", args=[row.pk])
    if row.review == Review.IN_REVIEW:
        return reverse("materials:review", args=[row.pk])
    return reverse("materials:report_page", args=[reports[row.pk]])


def say(notice: Notice, material: Named) -> str:
    return _("%(who)s has commented on “%(title)s”.") % {
        "who": notice.by or _("Somebody"),
        "title": material.title,
    }
