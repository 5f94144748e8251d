"""Hears from materials what has changed."""

from collections.abc import Iterable
from typing import Any

from materials.signals import materials_changed
from search.marking import mark_changed


def connect() -> None:
    materials_changed.connect(on_materials_changed, dispatch_uid="search.mark_changed")


def on_materials_changed(sender: object, *, ids: Iterable[int], **kwargs: Any) -> None:
    mark_changed(ids)
