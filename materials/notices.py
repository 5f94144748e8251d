"""What people are told about materials, and who may still see it: the team, or the editors who are asked."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from materials import access
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.models.report import Verdict
from materials.texts import texts_for
from teams.inbox import Kind, Named, Topic, register
from teams.models.inbox import Notice
from teams.models.user import User

#: By kind and by the fact `change`, which may be empty.
SENTENCES: dict[tuple[str, str], Promise] = {
    (Kind.SENT_BACK, ""): gettext_lazy("An editor has sent “%(title)s” back, with the reason."),
    (Kind.APPROVED, ""): gettext_lazy("An editor has approved “%(title)s”."),
    (Kind.HIDDEN, ""): gettext_lazy("An editor has hidden “%(title)s” from its readers, with the reason."),
    (Kind.HIDDEN, "lifted"): gettext_lazy("The readers of “%(title)s” can see it again."),
    (Kind.LIMITED, ""): gettext_lazy("“%(title)s” reaches fewer people now, because of what it is made from."),
    (Kind.LIMITED, "license"): gettext_lazy(
        "“%(title)s” has lost its license, because of what it is made from. See whom it reaches now."
    ),
    (Kind.LIMITED, "withdrawn"): gettext_lazy(
        "“%(title)s” no longer waits for review: what it is made from does not let it go so far."
    ),
    (Kind.LIMITED, "school"): gettext_lazy(
        "Only you see “%(title)s” now: it belongs to the school that was your main one."
    ),
    (Kind.REPORT_DECIDED, ""): gettext_lazy("A report about “%(title)s” is decided. %(verdict)s"),
    (Kind.SUBMITTED, ""): gettext_lazy("“%(title)s” waits for review."),
    (Kind.SUBMITTED, "opinion"): gettext_lazy("%(who)s asks for a second opinion about “%(title)s”."),
    (Kind.REVIEW_REMINDER, ""): gettext_lazy("“%(title)s” has waited for review for long."),
}


def connect() -> None:
    of_team = (Kind.SENT_BACK, Kind.APPROVED, Kind.HIDDEN, Kind.LIMITED, Kind.REPORT_DECIDED)
    register(Topic(Material, of_ones_team, name_own, say), *of_team)
    register(Topic(Material, asked_of, name_asked, say), Kind.SUBMITTED, Kind.REVIEW_REMINDER)


def of_ones_team(person: User) -> MaterialQuerySet:
    """What became of it by another's hand is told to the team, and to nobody who has left it."""
    return Material.objects.editable_by(person)


def asked_of(person: User) -> MaterialQuerySet:
    """What waits for this editor: not any more once it is decided, taken back or put into the trash."""
    return Material.objects.filter(access.reviewed_by(person), trashed_at=None)


def name_own(person: User, materials: list[Material]) -> dict[int, Named]:
    return _named(person, materials, "materials:material")


def name_asked(person: User, materials: list[Material]) -> dict[int, Named]:
    """Where the question is read and decided."""
    return _named(person, materials, "materials:review")


def _named(person: User, materials: list[Material], view: str) -> dict[int, Named]:
    """Each by the title of the text that this person reads."""
    return {text.pk: Named(text.title, reverse(view, args=[text.pk])) for text in texts_for(person, materials)}


def say(notice: Notice, material: Named) -> str:
    """Of a report the team reads what was decided, and nothing of who made it."""
    key = (notice.kind, str(notice.facts.get("change", "")))
    sentence = SENTENCES.get(key) or SENTENCES[notice.kind, ""]
    verdict = Verdict(notice.facts.get("verdict", Verdict.OPEN)).label
    return str(sentence) % {"title": material.title, "who": notice.by or _("Somebody"), "verdict": verdict}
