"""What materials hear from teams: a team's schools decide what some of its materials may reach."""

from collections.abc import Iterable
from typing import Any

from materials.models.material import Material
from teams.signals import team_changed


def connect() -> None:
    team_changed.connect(keep_caps, dispatch_uid="materials.keep_caps")


def keep_caps(sender: object, *, team_ids: Iterable[int], **kwargs: Any) -> None:
    """A team that gains or loses a school changes what its unsure, bought and extracted materials may reach."""
    Material.objects.filter(team__in=list(team_ids)).keep_caps()
