"""Counts how often a material is used: its downloads and its copies, and not who or when."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from materials import access, signals
from materials.models.material import Material
from materials.models.use import MaterialUse


def count_use(material_id: int, *, by: access.type_of_person) -> None:
    """One download or one copy more, unless the person is in the owning team. Who it was is not kept."""
    count_uses([material_id], by=by)


def count_uses(ids: Iterable[int], *, by: access.type_of_person) -> None:
    """The same for each of several materials that were taken home at once, in a fixed number of queries."""
    others = Material.objects.filter(pk__in=set(ids)).exclude(access.owned_by(by))
    taken = sorted(others.values_list("pk", flat=True))
    if not taken:
        return
    with transaction.atomic():
        used = _one_more(taken)
        signals.send_used(pk for pk in taken if is_worth_telling(used[pk]))


def is_worth_telling(used: int) -> bool:
    """Whether search is told at this number: at 1, 2, 3, 5, 8, 12, 18 and so on, each about a half more than the last.

    An order by use changes little by one more download of something that has a hundred, and every telling has the
    material indexed anew: so a material with a thousand downloads has been told of 16 times, not a thousand.
    """
    told = 1
    while told < used:
        told += (told + 1) // 2
    return told == used


def _one_more(ids: list[int]) -> dict[int, int]:
    """The numbers after this one, of materials in the order of their ids: two at once wait for each other's rows, and
    both count. One update takes its rows in any order it likes, so of several they are locked in order before.
    """
    MaterialUse.objects.bulk_create([MaterialUse(material_id=pk) for pk in ids], ignore_conflicts=True)
    rows = MaterialUse.objects.filter(material__in=ids)
    if len(ids) > 1:
        list(rows.order_by("material").select_for_update(no_key=True).values_list("pk", flat=True))
    rows.update(used=F("used") + 1)
    return dict(rows.values_list("material", "used"))
