"""What is tidied of collections once an hour: old trash, lines taken out long ago, packs, covers."""

from materials.collections import covers
from materials.collections.packs import store
from materials.models.collection import Collection, Entry
from materials.models.news import NewParts
from materials.worker import housekeeping


def connect() -> None:
    housekeeping.register("collections", Collection.objects.purge)
    housekeeping.register("collection_lines", Entry.purge)
    housekeeping.register("collection_news", NewParts.purge)
    housekeeping.register("packs", store.expire)
    housekeeping.register("covers", covers.tidy)
