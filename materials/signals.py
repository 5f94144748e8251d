"""The news that materials send upward."""

from collections.abc import Iterable

from django.dispatch import Signal

#: Sent inside the transaction that changes what these materials say or who may see them: `ids`, a list of int.
materials_changed = Signal()


def send_changed(ids: Iterable[int]) -> None:
    ids = list(ids)
    if ids:
        materials_changed.send(sender=None, ids=ids)
