"""Builds a pack in the background: whole or not at all, and by one build at a time."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from materials.collections.packs.writing import write_pack
from materials.models.collection import Collection
from materials.models.pack import Pack, PackState
from materials.storage import sync


def build(pack_id: str) -> None:
    """Builds what was asked for. Run twice it ends in the same state; a pack that is gone is nothing to do."""
    pack = begin(pack_id)
    if pack is None:
        return
    if not Collection.objects.visible_to(pack.owner).filter(pk=pack.collection_id).exists():
        pack.discard()
        return
    with _failing(pack):
        finish(pack, write(pack))


def begin(pack_id: str) -> Pack | None:
    """The pack, for this build alone: whoever was at it, and was taken for dead, is overtaken."""
    wanted = Pack.objects.filter(pk=pack_id).exclude(state=PackState.READY)
    wanted.update(state=PackState.BUILDING, done=0, build=(mine := uuid.uuid4()))
    return Pack.objects.filter(pk=pack_id, build=mine).select_related("owner", "collection").first()


def _mine(pack: Pack) -> QuerySet[Pack]:
    """The row, as long as it waits for this build."""
    return Pack.objects.filter(pk=pack.pk, build=pack.build, state=PackState.BUILDING)


@contextmanager
def _failing(pack: Pack) -> Iterator[None]:
    """Says on the page that it did not work, whatever it was, and lets the worker know of it. Leaves no half behind."""
    built = False
    try:
        yield
        built = True
    finally:
        if not built:
            _mine(pack).update(state=PackState.FAILED)
        pack.half.unlink(missing_ok=True)


def write(pack: Pack) -> str:
    """Writes the ZIP to the disk, under a name that nobody downloads. Returns the digest of what lies in it."""
    settings.PACKS.mkdir(parents=True, exist_ok=True, mode=0o750)
    with pack.half.open("wb") as file:
        written = write_pack(
            file,
            user=pack.owner,
            collection=pack.collection,
            progress=lambda done, total: _mine(pack).update(done=done, total=total),
        )
    pack.half.chmod(0o640)
    sync(pack.half)
    return written.digest


@transaction.atomic
def finish(pack: Pack, digest: str) -> None:
    """The bytes get their name together with their digest, while nobody else can: else one would stand for the other's.

    What was overtaken may hold what its owner has lost since; it is thrown away.
    """
    if _mine(pack).update(state=PackState.READY, digest=digest):
        pack.half.replace(pack.path)
