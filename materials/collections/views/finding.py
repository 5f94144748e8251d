"""The collection that a view is about, for this person: seen, arranged or led. Else it is not there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from materials.models.collection import Collection, Entry
from materials.models.material import Material
from teams.typed import whole_number
from teams.views.acting import signed_in


def seen(request: HttpRequest, collection_id: int) -> Collection:
    return get_object_or_404(Collection.objects.visible_to(request.user).for_cards(), pk=collection_id)


def curated(request: HttpRequest, collection_id: int) -> Collection:
    return get_object_or_404(Collection.objects.curated_by(signed_in(request)).for_cards(), pk=collection_id)


def led(request: HttpRequest, collection_id: int) -> Collection:
    return get_object_or_404(Collection.objects.led_by(signed_in(request)).for_cards(), pk=collection_id)


def entry_of(request: HttpRequest, entry_id: int, *, also_gone: bool = False) -> Entry:
    """A line of a collection that the person may arrange, if they may know of it."""
    curated_ones = Collection.objects.curated_by(signed_in(request)).values("pk")
    entries = Entry.objects.all() if also_gone else Entry.objects.standing()
    found = entries.filter(collection__in=curated_ones).select_related("collection", "material")
    entry = get_object_or_404(found, pk=entry_id)
    if entry.material_id is not None:
        material_of(request, entry.material_id)
    return entry


def material_of(request: HttpRequest, typed: int | str | None) -> Material:
    """A material that the person sees, by its number as it was posted."""
    number = whole_number(str(typed or ""))
    return get_object_or_404(Material.objects.visible_to(request.user).for_cards(), pk=number)
