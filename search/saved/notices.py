"""What a saved search tells its person, while they may see the material or the collection that it found."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from materials.collections.notices import titles_for
from materials.models.collection import Collection
from materials.models.material import Material
from materials.texts import texts_for
from search.models.saved import SearchFind
from teams.inbox import Kind, Named, Topic, register
from teams.models.inbox import Notice
from teams.models.user import User


@dataclass(frozen=True)
class NamedCollection(Named):
    """A find that is a collection, which its sentence says."""


def connect() -> None:
    register(Topic(SearchFind, seen_by, name, say), Kind.SEARCH_NEWS)


def seen_by(person: User) -> QuerySet[SearchFind]:
    """Finds of one's own searches, as long as the search is kept, and what it found is shared and may be seen."""
    material = Material.objects.visible_to(person).published().filter(pk=OuterRef("material"))
    collection = Collection.objects.visible_to(person).filter(pk=OuterRef("collection"))
    own = SearchFind.objects.filter(search__person=person, search__removed_at=None)
    return own.filter(Q(Exists(material)) | Q(Exists(collection)))


def name(person: User, finds: list[SearchFind]) -> dict[int, Named]:
    searches = dict(SearchFind.objects.filter(pk__in=[find.pk for find in finds]).values_list("pk", "search__name"))
    return _materials(person, finds, searches) | _collections(person, finds, searches)


def _materials(person: User, finds: list[SearchFind], searches: dict[int, str]) -> dict[int, Named]:
    ids = {find.pk: find.material_id for find in finds if find.material_id is not None}
    rows = Material.objects.visible_to(person).filter(pk__in=ids.values())
    titles = {text.pk: text.title for text in texts_for(person, rows)} if ids else {}
    return {
        find: Named(titles[pk], reverse("materials:material", args=[pk]), searches[find])
        for find, pk in ids.items()
        if pk in titles
    }


def _collections(person: User, finds: list[SearchFind], searches: dict[int, str]) -> dict[int, Named]:
    ids = {find.pk: find.collection_id for find in finds if find.collection_id is not None}
    titles = titles_for(person, ids.values()) if ids else {}
    return {
        find: NamedCollection(titles[pk], reverse("collections:collection", args=[pk]), searches[find])
        for find, pk in ids.items()
        if pk in titles
    }


def say(notice: Notice, found: Named) -> str:
    words = {"search": found.more, "title": found.title}
    if isinstance(found, NamedCollection):
        return _("New in your search “%(search)s”: the collection “%(title)s”.") % words
    return _("New in your search “%(search)s”: “%(title)s”.") % words
