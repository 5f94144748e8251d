"""The news that materials send upward, and what they hear from teams."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import Signal

#: Sent inside the transaction that changes what these materials say or who may see them: `ids`, a list of int.
materials_changed = Signal()


def send_changed(ids: Iterable[int]) -> None:
    ids = list(ids)
    if ids:
        materials_changed.send(sender=None, ids=ids)


def connect() -> None:
    from teams.signals import team_changed

    team_changed.connect(keep_caps, dispatch_uid="materials.keep_caps")


def keep_caps(sender: object, *, team_ids: Iterable[int], **kwargs: Any) -> None:
    """A team that gains or loses a school changes what its unsure, bought and extracted materials may reach."""
    from materials.models.material import Material

    Material.objects.filter(team__in=list(team_ids)).keep_caps()
