"""What followers of a collection hear: that parts came into it, as soon and as long as they may see one of them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from materials import access
from materials.collections.access import near_to
from materials.models.collection import Collection, CollectionQuerySet, Entry, EntryQuerySet
from materials.models.material import Material
from materials.models.news import ONE_GO, NewParts
from materials.vocabulary import Review
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
    """The parts of collections that the person follows, as far as they may see them now; a fixed number of queries.

    Of collections without news there is nothing to be read, and of those as they stand no text; see `sight_of`.
    """
    keys = access.keys_of(person)
    has_news = Exists(NewParts.objects.filter(collection=OuterRef("pk")))
    followed = Collection.objects.visible_to(person).filter(has_news, follows__person=person)
    near = near_to(keys)
    standing = Q(collection__in=followed.filter(near).values("pk"), removed_at=None)
    kept = Q(pk__in=_parts_kept(followed.exclude(near), is_editor=access.EDITORS in keys))
    visible = Material.objects.visible_to(person).filter(pk=OuterRef("material"))
    return Entry.objects.filter(standing | kept).filter(Exists(visible))


def _parts_kept(followed: CollectionQuerySet, *, is_editor: bool) -> list[int]:
    """The parts in the texts that an editor is asked about, or has approved. Their lines alone are read."""
    asked = Q(review=Review.IN_REVIEW) if is_editor else Q(pk__in=[])
    texts = [
        *followed.filter(asked).values_list("submitted__lines", flat=True),
        *followed.exclude(asked).values_list("approved__lines", flat=True),
    ]
    return [line["entry"] for lines in texts for line in lines or () if line["material"] is not None]
