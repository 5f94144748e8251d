"""What people are told about collections: their team, the editors who are asked, proposers, and followers."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from materials import access
from materials.collections import news
from materials.collections.access import Sight, sight_of
from materials.collections.outline import face_of
from materials.models.collection import Collection, CollectionQuerySet
from materials.models.material import Material
from materials.models.news import NewParts
from materials.models.proposal import Answer, Proposal
from materials.texts import texts_for
from materials.vocabulary import Review
from teams.inbox import Kind, Named, Topic, register
from teams.models.inbox import Notice
from teams.models.team import Team
from teams.models.user import User

SENTENCES: dict[str, Promise] = {
    Kind.SENT_BACK: gettext_lazy("An editor has sent the collection “%(title)s” back, with the reason."),
    Kind.APPROVED: gettext_lazy("An editor has approved the collection “%(title)s”."),
    Kind.SUBMITTED: gettext_lazy("The collection “%(title)s” waits for review."),
    Kind.REVIEW_REMINDER: gettext_lazy("The collection “%(title)s” has waited for review for long."),
}


def connect() -> None:
    register(Topic(Collection, of_ones_team, name, say), Kind.SENT_BACK, Kind.APPROVED)
    register(Topic(Collection, asked_of, name_asked, say), Kind.SUBMITTED, Kind.REVIEW_REMINDER)
    register(Topic(Proposal, to_answer, name_proposed, say_proposed), Kind.PROPOSED)
    register(Topic(Proposal, answered_to, name_answered, say_answered), Kind.PROPOSAL_ANSWERED)
    register(Topic(NewParts, news.seen_by, name_news, say_news), Kind.COLLECTION_NEWS)


def of_ones_team(person: User) -> CollectionQuerySet:
    return Collection.objects.filter(team__in=Team.objects.pks_of(person), trashed_at=None)


def asked_of(person: User) -> CollectionQuerySet:
    """What waits for this editor, until it is decided, taken back or put into the trash."""
    waiting = Collection.objects.visible_to(person).filter(review=Review.IN_REVIEW)
    return waiting if person.is_editor else waiting.none()


def to_answer(person: User) -> QuerySet[Proposal]:
    """Proposals that this curator may know of: of materials that they see themselves."""
    curated = Collection.objects.curated_by(person).values("pk")
    return _of_visible(person).filter(answer=Answer.WAITING, collection__in=curated)


def answered_to(person: User) -> QuerySet[Proposal]:
    """One's own that are answered, while one sees the material and the collection."""
    visible = Collection.objects.visible_to(person).values("pk")
    return _of_visible(person).filter(by=person, collection__in=visible).exclude(answer=Answer.WAITING)


def _of_visible(person: User) -> QuerySet[Proposal]:
    visible = Material.objects.visible_to(person).filter(pk=OuterRef("material"))
    return Proposal.objects.filter(Exists(visible))


def titles_for(person: User, ids: Iterable[int]) -> dict[int, str]:
    """What these collections are called in the text that this person reads, of those that they may see."""
    keys = access.keys_of(person)
    rows = Collection.objects.visible_to(person).filter(pk__in=set(ids)).for_cards()
    return {row.pk: face_of(row, sight_of(keys, row)).title for row in rows}


def name(person: User, collections: list[Collection]) -> dict[int, Named]:
    titles = titles_for(person, [row.pk for row in collections])
    return {row.pk: Named(titles[row.pk], row.get_absolute_url()) for row in collections if row.pk in titles}


def name_asked(person: User, collections: list[Collection]) -> dict[int, Named]:
    """By what was submitted, for who decides about it; that is what the page shows them."""
    named, ids = name(person, collections), [row.pk for row in collections]
    decided = set(Collection.objects.judgeable_by(person).filter(pk__in=ids).values_list("pk", flat=True))
    asked = {row.pk: face_of(row, Sight.SUBMITTED).title for row in collections if row.pk in decided & named.keys()}
    return named | {pk: replace(named[pk], title=title) for pk, title in asked.items()}


def name_proposed(person: User, proposals: list[Proposal]) -> dict[int, Named]:
    return _name(person, proposals, "to-answer")


def name_answered(person: User, proposals: list[Proposal]) -> dict[int, Named]:
    return _name(person, proposals, "proposed")


def _name(person: User, proposals: list[Proposal], part: str) -> dict[int, Named]:
    """Each by its material, its collection, and where on the collection's page it stands."""
    materials = _material_titles(person, [proposal.material_id for proposal in proposals])
    collections = titles_for(person, [proposal.collection_id for proposal in proposals])
    return {
        proposal.pk: Named(
            materials[proposal.material_id],
            f"{reverse('collections:collection', args=[proposal.collection_id])}#{part}",
            collections[proposal.collection_id],
            proposal.reason,
        )
        for proposal in proposals
        if proposal.material_id in materials and proposal.collection_id in collections
    }


def _material_titles(person: User, ids: Iterable[int]) -> dict[int, str]:
    rows = Material.objects.visible_to(person).filter(pk__in=set(ids))
    return {text.pk: text.title for text in texts_for(person, rows)}


def name_news(person: User, told: list[NewParts]) -> dict[int, Named]:
    """Each by the first of its parts that this person may see, and how many there are of these."""
    rows = news.parts_seen_by(person).filter(news__in=told).order_by("pk").values_list("news", "pk", "material")
    parts: dict[int, list[tuple[int, int]]] = {}
    for pk, entry, material in rows:
        parts.setdefault(pk, []).append((entry, material))
    materials = _material_titles(person, [of_one[0][1] for of_one in parts.values()])
    collections = titles_for(person, [row.collection_id for row in told])
    named = {}
    for row in told:
        if row.pk not in parts or row.collection_id not in collections:
            continue
        (entry, material), number = parts[row.pk][0], len(parts[row.pk])
        address = f"{reverse('collections:collection', args=[row.collection_id])}#part-{entry}"
        named[row.pk] = Named(materials[material], address, collections[row.collection_id], number=number)
    return named


def say(notice: Notice, collection: Named) -> str:
    return str(SENTENCES[notice.kind]) % {"title": collection.title}


def say_proposed(notice: Notice, proposal: Named) -> str:
    words = {"title": proposal.title, "collection": proposal.more, "who": notice.by or _("Somebody")}
    return _("%(who)s proposes “%(title)s” for the collection “%(collection)s”.") % words


def say_answered(notice: Notice, proposal: Named) -> str:
    words = {"title": proposal.title, "collection": proposal.more, "reason": proposal.reason}
    if proposal.reason:
        return _("“%(title)s” does not come into the collection “%(collection)s”: %(reason)s") % words
    return _("“%(title)s”, which you proposed, is in the collection “%(collection)s” now.") % words


def say_news(notice: Notice, part: Named) -> str:
    words = {"title": part.title, "collection": part.more, "number": part.number - 1}
    if part.number == 1:
        return _("New in the collection “%(collection)s”: “%(title)s”.") % words
    sentence = ngettext(
        "New in the collection “%(collection)s”: “%(title)s” and one more.",
        "New in the collection “%(collection)s”: “%(title)s” and %(number)s more.",
        part.number - 1,
    )
    return sentence % words
