"""Bytes that no row names are gone after a day, and those that one names stay."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services import trash
from materials.services.files import StagedFile, add_files
from materials.worker import sweeping
from tests import factories
from tests.conftest import Cast


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"


def drawn(material: Material, first: Attachment | None = None) -> Attachment:
    """A file that was read, with a picture of its page; or a copy, whose pictures are those of the first one."""
    file = Attachment.objects.create(
        material=material, name="ark.pdf", size=1, sha256="ab", uploaded_by=material.created_by,
        file=ContentFile(b"x", name="x"), drawn_for=first.pk if first else None,
    )  # fmt: skip
    page = pictures(file) / "page-1.webp"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(b"what stands on the page")
    return file


def pictures(file: Attachment) -> Path:
    folder: Path = settings.FILES / file.previews
    return folder


def purge(material: Material) -> None:
    trash.trash(material, by=material.created_by)
    Material.objects.filter(pk=material.pk).update(trashed_at="2020-01-01T00:00:00Z")
    Material.objects.purge()


def sweep(days_later: int = 2) -> int:
    for path in settings.FILES.rglob("*"):
        when = path.lstat().st_mtime - days_later * 86_400
        os.utime(path, (when, when), follow_symlinks=False)
    return sweeping.sweep_orphans(settings.FILES)


def test_pictures_of_pages_go_with_their_material(cast: Cast) -> None:
    gone, kept = (drawn(factories.material(cast.team, cast.owner)) for _ in range(2))
    purge(gone.material)
    assert sweep() == 1
    assert (pictures(gone).exists(), pictures(kept).exists()) == (False, True)


def test_pictures_that_a_copy_shows_stay_as_long_as_it(cast: Cast) -> None:
    first = drawn(factories.material(cast.team, cast.owner))
    copy = drawn(factories.material(cast.team, cast.owner), first)
    purge(first.material)
    assert (sweep(), pictures(copy).exists()) == (0, True)
    purge(copy.material)
    assert (sweep(), pictures(copy).exists()) == (1, False)


def test_what_has_just_come_is_not_swept(cast: Cast) -> None:
    gone = drawn(factories.material(cast.team, cast.owner))
    purge(gone.material)
    assert (sweep(days_later=0), pictures(gone).exists()) == (0, True)


def test_what_a_link_leads_to_is_not_swept(cast: Cast, tmp_path: Path) -> None:
    gone, elsewhere = drawn(factories.material(cast.team, cast.owner)), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (pictures(gone).parent / f"{gone.pk + 1}").symlink_to(elsewhere)
    (pictures(gone) / "out").symlink_to(elsewhere)
    purge(gone.material)
    assert (sweep(), elsewhere.exists()) == (2, True)


def test_sweeping_asks_the_same_few_questions_however_much_lies_there(cast: Cast) -> None:
    places = [settings.FILES / "originals" / "ab" / f"{number}" for number in range(50)]
    places[0].parent.mkdir(parents=True)
    kept = drawn(factories.material(cast.team, cast.owner))
    Attachment.objects.filter(pk=kept.pk).update(file="originals/ab/0")
    for path in places:
        path.write_bytes(b"x")
    with CaptureQueriesContext(connection) as captured:
        assert sweep() == 49
    assert (len(captured), places[0].exists()) == (2, True)


def test_what_waited_a_day_to_be_shared_is_not_swept_before_its_row_is_there(cast: Cast, tmp_path: Path) -> None:
    """As long as the transaction is open that makes the row, nobody else sees it. Other tests' files lie there, too."""
    staged = tmp_path / "ark.txt"
    staged.write_bytes(b"Ark")
    os.utime(staged, (0, 0))
    (file,) = add_files(factories.material(cast.team, cast.owner), [StagedFile(staged, "ark.txt")], by=cast.owner)
    Attachment.objects.filter(pk=file.pk).delete()
    path, home = Path(file.file.path), Path(file.file.storage.path(""))
    sweeping.sweep_orphans(home)
    assert path.read_bytes() == b"Ark"
    os.utime(path, (0, 0))
    sweeping.sweep_orphans(home)
    assert not path.exists()
