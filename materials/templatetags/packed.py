"""Where a file lies in a pack's folder."""

from django import template

from materials.models.attachment import Attachment

register = template.Library()


@register.filter
def place(by_slot: dict[str, tuple[Attachment, str]], slot: str) -> tuple[Attachment, str] | None:
    """The file of a slot and its name beside the page; None for one that this text does not show."""
    return by_slot.get(str(slot))
