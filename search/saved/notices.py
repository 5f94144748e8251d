"""What a saved search tells its person, while the material that it found may be seen."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from materials.models.material import Material
from materials.texts import texts_for
from search.models.saved import SearchFind
from teams.inbox import Kind, Named, Topic, register
from teams.models.inbox import Notice
from teams.models.user import User


def connect() -> None:
    register(Topic(SearchFind, seen_by, name, say), Kind.SEARCH_NEWS)


def seen_by(person: User) -> QuerySet[SearchFind]:
    """Finds of one's own searches, as long as the search is kept and its material is shared and may be seen."""
    visible = Material.objects.visible_to(person).published().filter(pk=OuterRef("material"))
    return SearchFind.objects.filter(Exists(visible), search__person=person, search__removed_at=None)


def name(person: User, finds: list[SearchFind]) -> dict[int, Named]:
    ids = [find.material_id for find in finds]
    rows = Material.objects.visible_to(person).filter(pk__in=ids)
    titles = {text.pk: text.title for text in texts_for(person, rows)}
    searches = dict(SearchFind.objects.filter(pk__in=[find.pk for find in finds]).values_list("pk", "search__name"))
    return {
        find.pk: Named(
            titles[find.material_id], reverse("materials:material", args=[find.material_id]), searches[find.pk]
        )
        for find in finds
        if find.material_id in titles
    }


def say(notice: Notice, found: Named) -> str:
    return _("New in your search “%(search)s”: “%(title)s”.") % {"search": found.more, "title": found.title}
