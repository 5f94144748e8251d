"""Notes what the index took and what it refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from materials.models.material import Material
from search.models.standing import Standing
from search.schema import IndexedMaterial

#: After so many refusals a material is a dead letter: named on the operator's page, tried again when it changes.
MOST_TRIES = 8


@dataclass(frozen=True)
class Written:
    """What an index was given of a material."""

    material: int
    revision: int
    readers: str

    @classmethod
    def of(cls, indexed: IndexedMaterial) -> "Written":
        return cls(indexed.material, indexed.revision, indexed.readers)


@transaction.atomic
def settle(all_written: Iterable[Written], refused: Mapping[int, str]) -> None:
    for written in all_written:
        if reason := refused.get(written.material):
            _refuse(written, reason)
        else:
            _settle(written)


def _settle(written: Written) -> None:
    """The index holds this revision now. If the row has moved on, its readers may have too."""
    row = Standing.objects.filter(material=written.material)
    same = row.filter(revision=written.revision)
    if not written.readers and not Material.objects.filter(pk=written.material).exists() and same.delete()[0]:
        return
    settled = {"indexed": written.revision, "indexed_readers": written.readers, "tries": 0, "reason": ""}
    if not same.update(pending=False, access_changed=False, next_try_at=None, **settled):
        row.update(access_changed=True, **settled)


def _refuse(written: Written, reason: str) -> None:
    """Tried again after 1, 2, 4 … seconds."""
    row = Standing.objects.filter(material=written.material, revision=written.revision)
    tries = row.values_list("tries", flat=True).first() or 0
    row.update(tries=tries + 1, next_try_at=timezone.now() + timedelta(seconds=2**tries), reason=reason[:2_000])
