"""Hears from materials, collections and subjects what has changed."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save

from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.subject import Subject
from materials.signals import collections_changed, materials_changed, materials_used
from search import numbers
from search.batches import batches
from search.collections.marking import mark_around
from search.marking import mark_changed


def connect() -> None:
    materials_changed.connect(on_materials_changed, dispatch_uid="search.mark_changed")
    materials_used.connect(on_materials_used, dispatch_uid="search.mark_used")
    collections_changed.connect(on_collections_changed, dispatch_uid="search.mark_collections")
    post_save.connect(on_subject_saved, sender=Subject, dispatch_uid="search.mark_its_materials")


def on_materials_changed(sender: object, *, ids: Iterable[int], **kwargs: Any) -> None:
    ids = list(ids)
    mark_changed(ids)
    mark_around(ids)


def on_materials_used(sender: object, *, ids: Iterable[int], **kwargs: Any) -> None:
    mark_changed(ids)


def on_collections_changed(sender: object, *, ids: Iterable[int], **kwargs: Any) -> None:
    mark_changed(map(numbers.of_collection, ids))


@transaction.atomic
def on_subject_saved(sender: object, *, instance: Subject, created: bool, **kwargs: Any) -> None:
    """What has the subject is found by its new name: also by a text that is not the row's, which are all looked at."""
    if created:
        return
    drafts = Q(live=False) | Q(has_unpublished_changes=True)
    materials = Material.objects.filter(Q(subjects=instance) | drafts).values_list("pk", flat=True)
    other_texts = Q(approved__isnull=False) | Q(submitted__isnull=False)
    collections = Collection.objects.filter(Q(subject=instance) | other_texts).values_list("pk", flat=True)
    for some in batches([*materials, *map(numbers.of_collection, collections)]):
        mark_changed(some)
