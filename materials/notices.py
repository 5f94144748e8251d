"""What people are told about materials, and who may still see it: the team, or the editors who are asked."""

from django.urls import reverse
from django.utils.translation import gettext as _

from materials import access
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.texts import texts_for
from teams.inbox import Kind, Named, Topic, register
from teams.models.inbox import Notice
from teams.models.user import User


def connect() -> None:
    register(Topic(Material, of_ones_team, name_own, say), Kind.SENT_BACK, Kind.APPROVED)
    register(Topic(Material, asked_of, name_asked, say), Kind.SUBMITTED, Kind.REVIEW_REMINDER)


def of_ones_team(person: User) -> MaterialQuerySet:
    """What an editor decided is told to the team, and to nobody who has left it."""
    return Material.objects.editable_by(person)


def asked_of(person: User) -> MaterialQuerySet:
    """What waits for this editor: not any more once it is decided, taken back or put into the trash."""
    return Material.objects.filter(access.reviewed_by(person), trashed_at=None)


def name_own(person: User, materials: list[Material]) -> dict[int, Named]:
    return _named(person, materials, "materials:material")


def name_asked(person: User, materials: list[Material]) -> dict[int, Named]:
    return _named(person, materials, "materials_desk:material")


def _named(person: User, materials: list[Material], view: str) -> dict[int, Named]:
    """Each by the title of the text that this person reads."""
    return {text.pk: Named(text.title, reverse(view, args=[text.pk])) for text in texts_for(person, materials)}


def say(notice: Notice, material: Named) -> str:
    words = {"title": material.title}
    match notice.kind:
        case Kind.SENT_BACK:
            return _("An editor has sent “%(title)s” back, with the reason.") % words
        case Kind.APPROVED:
            return _("An editor has approved “%(title)s”.") % words
        case Kind.SUBMITTED:
            return _("“%(title)s” waits for review.") % words
        case _reminder:
            return _("“%(title)s” has waited for review for long.") % words
