"""Counts how often a material is used: its downloads and its copies, and not who or when."""

from django.db import transaction
from django.db.models import F

from materials import access, signals
from materials.models.material import Material
from materials.models.use import MaterialUse


def count_use(material_id: int, *, by: access.type_of_person) -> None:
    """One download or one copy more, unless the person is in the owning team. Who it was is not kept."""
    if Material.objects.filter(access.owned_by(by), pk=material_id).exists():
        return
    with transaction.atomic():
        used = _one_more(material_id)
        if is_worth_telling(used):
            signals.send_changed([material_id])


def is_worth_telling(used: int) -> bool:
    """Whether search is told at this number: at 1, 2, 3, 5, 8, 12, 18 and so on, each about a half more than the last.

    An order by use changes little by one more download of something that has a hundred, and every telling has the
    material indexed anew: so a material with a thousand downloads has been told of 16 times, not a thousand.
    """
    told = 1
    while told < used:
        told += (told + 1) // 2
    return told == used


def _one_more(material_id: int) -> int:
    """The number after this one. Two at once wait for each other's row, and both count."""
    row = MaterialUse.objects.filter(material=material_id)
    if not row.update(used=F("used") + 1):
        MaterialUse.objects.bulk_create([MaterialUse(material_id=material_id)], ignore_conflicts=True)
        row.update(used=F("used") + 1)
    return row.values_list("used", flat=True).get()
