"""A collection's row, locked until the transaction ends, for who may change it: a curator, or a lead of its team."""

from django.core.exceptions import PermissionDenied

from materials.models.collection import Collection
from teams.models.user import User


def locked(collection: Collection, *, by: User) -> Collection:
    """Curators' changes wait for each other and none is lost.

    Notes that they had a part in it, which is remembered when they have left. Raises PermissionDenied unless the person
    may arrange the collection now.
    """
    row = Collection.objects.curated_by(by).filter(pk=collection.pk).select_for_update().first()
    if row is None:
        raise PermissionDenied
    row.written_by.add(by)
    return row


def locked_by_lead(collection: Collection, *, by: User) -> Collection:
    """For what leads alone decide: how far it reaches. Raises PermissionDenied for all others."""
    row = Collection.objects.led_by(by).filter(pk=collection.pk).select_for_update().first()
    if row is None:
        raise PermissionDenied
    return row
