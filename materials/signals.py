"""The news that materials and collections send upward."""

from collections.abc import Iterable

from django.dispatch import Signal

#: Sent inside the transaction that changes what these materials say or who may see them: `ids`, a list of int.
materials_changed = Signal()
#: Sent inside the transaction that counts materials as used: `ids`, a list of int. Text and readers stay as they are.
materials_used = Signal()
#: Sent inside the transaction that changes what these collections say, hold, or who may see them: `ids`, a list of int.
collections_changed = Signal()


def send_changed(ids: Iterable[int]) -> None:
    ids = list(ids)
    if ids:
        materials_changed.send(sender=None, ids=ids)


def send_used(ids: Iterable[int]) -> None:
    ids = list(ids)
    if ids:
        materials_used.send(sender=None, ids=ids)


def send_collections_changed(ids: Iterable[int]) -> None:
    ids = sorted(set(ids))
    if ids:
        collections_changed.send(sender=None, ids=ids)
