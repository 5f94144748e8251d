"""What followers of a collection hear: that parts came into it, as soon and as long as they may see one of them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from materials import access
from materials.collections.access import Sight, sight_of
from materials.collections.outline import outline_of
from materials.models.collection import Collection, Entry, EntryQuerySet
from materials.models.material import Material
from materials.models.news import ONE_GO, NewParts
from teams.inbox import Kind, tell
from teams.models.user import User


def tell_followers(collection: Collection, parts: Iterable[Entry], *, by: User) -> None:
    """Tells everyone who follows the collection; ten parts in one go are one notice.

    Also those who cannot see the part yet: they are shown the notice when an editor has approved it, or its material
    reaches them, and not a moment before.
    """
    followers = User.objects.filter(follows__collection=collection).exclude(pk=by.pk)
    if not followers.exists():
        return
    now = timezone.now()
    lately = NewParts.objects.filter(collection=collection, by=by, last_at__gt=now - ONE_GO).last()
    news = lately or NewParts(collection=collection, by=by)
    news.last_at = now
    news.save()
    news.parts.add(*parts)
    tell(Kind.COLLECTION_NEWS, followers, by=by, target=news)


def seen_by(person: User) -> QuerySet[NewParts]:
    """News of collections that one follows, while one of the new parts stands in the text that one reads."""
    links = NewParts.parts.through.objects.filter(newparts=OuterRef("pk"), entry__in=parts_seen_by(person).values("pk"))
    return NewParts.objects.filter(Exists(links))


def parts_seen_by(person: User) -> EntryQuerySet:
    """The parts of collections that the person follows, as far as they may see them now; a fixed number of queries."""
    keys = access.keys_of(person)
    followed = Collection.objects.visible_to(person).filter(follows__person=person)
    current, shown = [], list[int]()
    for row in followed.for_cards():
        sight = sight_of(keys, row)
        if sight == Sight.CURRENT:
            current.append(row.pk)
        else:
            shown += [line.entry for line in outline_of(row, sight).lines if line.material is not None]
    standing = Q(collection__in=current, removed_at=None)
    visible = Material.objects.visible_to(person).filter(pk=OuterRef("material"))
    return Entry.objects.filter(standing | Q(pk__in=shown)).filter(Exists(visible))
