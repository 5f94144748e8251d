"""Builds a pack in the background: whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from materials.collections.packs.writing import write_pack
from materials.models.collection import Collection
from materials.models.pack import Pack, PackState
from materials.storage import sync


def build(pack_id: str) -> None:
    """Builds what was asked for. Run twice it ends in the same state; a pack that is gone is nothing to do."""
    pack = Pack.objects.filter(pk=pack_id).exclude(state=PackState.READY).select_related("owner", "collection").first()
    if pack is None:
        return
    if not Collection.objects.visible_to(pack.owner).filter(pk=pack.collection_id).exists():
        pack.discard()
        return
    with _failing(pack):
        digest = _write(pack)
    Pack.objects.filter(pk=pack.pk).update(state=PackState.READY, digest=digest)


@contextmanager
def _failing(pack: Pack) -> Iterator[None]:
    """Says on the page that it did not work, whatever it was, and lets the worker know of it."""
    built = False
    try:
        yield
        built = True
    finally:
        if not built:
            Pack.objects.filter(pk=pack.pk).update(state=PackState.FAILED)


def _write(pack: Pack) -> str:
    """Whole or not at all: the ZIP gets its name when it is on the disk."""
    mine = Pack.objects.filter(pk=pack.pk)
    mine.update(state=PackState.BUILDING, done=0)
    settings.PACKS.mkdir(parents=True, exist_ok=True, mode=0o750)
    half = pack.path.with_suffix(".half")
    with half.open("wb") as file:
        written = write_pack(
            file,
            user=pack.owner,
            collection=pack.collection,
            progress=lambda done, total: mine.update(done=done, total=total),
        )
    half.chmod(0o640)
    sync(half)
    half.replace(pack.path)
    return written.digest
