"""Packs read back from their bytes."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from materials.collections.packs import building, store
from materials.collections.packs.tasks import build_pack
from materials.collections.packs.writing import write_pack
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.pack import Pack
from materials.services import drafts, files, sharing
from teams.models.user import User
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, Shelf, browse, shelf

__all__ = ["Browse", "Shelf", "browse", "shelf"]
Put = Callable[[Material, str, bytes], None]


@pytest.fixture(autouse=True)
def own_packs(settings: Settings, tmp_path: Path) -> None:
    settings.PACKS = tmp_path / "packs"


@pytest.fixture
def put(cast: Cast, tmp_path: Path) -> Put:
    """Adds a file to a material; what is shared is shared with it."""

    def into(material: Material, name: str, data: bytes) -> None:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        path.write_bytes(data)
        files.add_files(material, [files.StagedFile(path, name)], by=cast.owner)
        row = Material.objects.get(pk=material.pk)
        if row.live and row.has_unpublished_changes:
            sharing.publish(row, by=cast.owner)

    return into


def contents(person: User, collection: Collection) -> dict[str, str]:
    """Everything in the pack that this person would get now, by its name."""
    target = io.BytesIO()
    row = Collection.objects.get(pk=collection.pk)
    write_pack(target, user=User.objects.get(pk=person.pk), collection=row, progress=lambda *_: None)
    return unzipped(target.getvalue())


def unzipped(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def built(collection: Collection, person: User) -> Pack:
    """Asked for, and built as the worker would."""
    pack = store.ask(collection, by=person)
    work()
    pack.refresh_from_db()
    return pack


def work() -> None:
    """What waits for the worker, done here and now."""
    for task in DBTaskResult.objects.filter(task_path=build_pack.module_path):
        building.build(task.args_kwargs["args"][0])
        task.delete()


def write(material: Material, cast: Cast, **text: object) -> None:
    drafts.save_text(material, by=cast.owner, base=None, **text)
