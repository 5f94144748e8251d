"""Materials' rows, locked until the transaction ends: what was read of them before may be untrue by now."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from materials.models.material import Material
from materials.models.source import Source


def hold_row(material: Material) -> Material:
    """The row as it is now, and as it stays for whoever holds it. Raises PermissionDenied for one that is destroyed."""
    hold_rows([material.pk])
    row = Material.objects.filter(pk=material.pk).first()
    if row is None:
        raise PermissionDenied
    return row


def hold_rows(ids: Iterable[int]) -> None:
    """Locks these materials and all that is made from them, in the order of their ids, as everybody does.

    Whatever changes a source may change its editions at once, see `materials.adaptations.limits`: who held the source
    and some later row by then would wait for an edition that is held by somebody who waits for the later row. Teams
    are locked before materials, see `teams.services.leads.hold_all`. Their keys are not locked, as none changes.
    """
    ids = _with_editions(set(ids))
    rows = Material.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk", flat=True))


def _with_editions(ids: set[int]) -> set[int]:
    """One query where nothing is made from them, and one more for each step from a source to its editions."""
    fresh = ids
    while fresh:
        made = Source.objects.filter(material__in=fresh).values_list("adaptation", flat=True)
        fresh = set(made) - ids
        ids = ids | fresh
    return ids
