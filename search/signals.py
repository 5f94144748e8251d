"""Hears from materials and collections what has changed."""

from collections.abc import Iterable
from typing import Any

from materials.signals import collections_changed, materials_changed
from search import numbers
from search.collections.marking import mark_around
from search.marking import mark_changed


def connect() -> None:
    materials_changed.connect(on_materials_changed, dispatch_uid="search.mark_changed")
    collections_changed.connect(on_collections_changed, dispatch_uid="search.mark_collections")


def on_materials_changed(sender: object, *, ids: Iterable[int], **kwargs: Any) -> None:
    ids = list(ids)
    mark_changed(ids)
    mark_around(ids)


def on_collections_changed(sender: object, *, ids: Iterable[int], **kwargs: Any) -> None:
    mark_changed(map(numbers.of_collection, ids))
