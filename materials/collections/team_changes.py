"""What collections hear from teams: whom they reach hangs on their team's schools."""

from collections.abc import Iterable
from typing import Any

from materials.models.collection import Collection
from materials.signals import send_collections_changed
from teams.signals import team_changed


def connect() -> None:
    team_changed.connect(say_so, dispatch_uid="materials.collections")


def say_so(sender: object, *, team_ids: Iterable[int], **kwargs: Any) -> None:
    """Says of the teams' collections that they have changed."""
    send_collections_changed(Collection.objects.filter(team__in=list(team_ids)).values_list("pk", flat=True))
