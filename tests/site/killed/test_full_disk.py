"""A disk that is full: a plain word about it, nothing halved, and reading goes on."""

import base64
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.killed.clients import Counter, Teacher
from tests.site.killed.installation import Installation
from tests.site.killed.test_index_survives import until, until_nothing_waits, verified

MEGABYTE = 1_000_000
#: What a page says when the database answers.
TITLES_ALONE = "kigger kun i titler"
NO_ROOM = "There is no room for the file on the server"
#: An upload that was promised its place while there still was some.
BEGUN = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from materials.models.upload import Upload
from teams.models.user import User
User.objects.update(language="en")
upload = Upload.objects.create(
    owner=User.objects.get(subject="anne"), name="stor.txt", size={size}, expires_at=timezone.now() + timedelta(hours=1)
)
upload.path.parent.mkdir(exist_ok=True)
upload.path.touch()
"""


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """64 MB of their own, taken away afterwards."""
    folder = tmp_path_factory.mktemp("small_disk")
    if os.geteuid() != 0:
        pytest.skip("!!! A disk is filled by root only: what happens then is NOT tested here.")
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(
            f"!!! No disk can be mounted ({mounted.stderr.strip()}): what happens when it is full is NOT tested."
        )
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def site(small_disk: Path) -> Iterator[Installation]:
    installation = Installation(small_disk)
    installation.settle(["anne"])
    installation.run("-c", BEGUN.format(size=4 * MEGABYTE))
    installation.start()
    yield installation
    installation.kill()


@pytest.fixture
def indexing(small_disk: Path, tmp_path: Path) -> Iterator[Installation]:
    """One whose index alone is on the small disk."""
    index = small_disk / "index"
    index.mkdir()
    (tmp_path / "search").symlink_to(index)
    installation = Installation(tmp_path)
    installation.settle(["anne"])
    installation.start()
    yield installation
    installation.kill()
    shutil.rmtree(index)


@pytest.fixture
def anne(site: Installation) -> Teacher:
    return signed_in(site)


def signed_in(site: Installation) -> Teacher:
    teacher = Teacher("anne", site, up=None, counter=Counter())  # type: ignore[arg-type]
    teacher.sign_in()
    return teacher


def fill(disk: Path) -> Path:
    """Leaves no byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        file.write(bytes(shutil.disk_usage(disk).free))
    return filler


def sent(anne: Teacher, data: bytes) -> tuple[int, str]:
    """Status and text of the answer to the promised upload's bytes."""
    [(key,)] = anne.site.rows("SELECT id FROM materials_upload")
    headers = {
        "Tus-Resumable": "1.0.0",
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": "0",
        "X-CSRFToken": anne.browser.cookies["csrftoken"],
    }
    address = f"{anne.site.address}/uploads/{uuid.UUID(key)}/"
    answer = anne.browser.patch(address, data=data, headers=headers, timeout=60)
    return answer.status_code, answer.text


def test_what_would_fill_the_disk_is_refused_with_a_reason(anne: Teacher) -> None:
    data = {"csrfmiddlewaretoken": anne.browser.cookies["csrftoken"], "together": "one", "reach": "1"}
    dropped = {"files": ("ark.txt", b"ark" * MEGABYTE)}
    answer = anne.browser.post(f"{anne.site.address}/materials/drop/", data=data, files=dropped, timeout=60)
    assert (answer.status_code, NO_ROOM in answer.text) == (200, True)
    name = "filename " + base64.b64encode(b"ark.txt").decode()
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "100", "Upload-Metadata": name}
    headers["X-CSRFToken"] = data["csrfmiddlewaretoken"]
    answer = anne.browser.post(f"{anne.site.address}/uploads/", headers=headers, timeout=60)
    assert (answer.status_code, NO_ROOM in answer.text) == (413, True)
    assert anne.site.rows("SELECT count(*) FROM materials_attachment") == [(0,)]


def test_a_disk_that_fills_up_meanwhile_keeps_no_half_and_goes_on_later(anne: Teacher) -> None:
    anne.create()
    [number] = anne.materials
    page = f"{anne.site.address}/materials/{number}/"
    filler, data = fill(anne.site.folder), b"stor" * MEGABYTE
    status, said = sent(anne, data)
    assert (status, NO_ROOM in said) == (507, True)
    assert [path.stat().st_size for path in (anne.site.folder / "uploads").iterdir()] == [0]
    assert [anne.browser.get(at, timeout=60).status_code for at in (page, f"{anne.site.address}/")] == [200, 200]
    filler.unlink()
    assert sent(anne, data) == (204, "")
    assert [path.stat().st_size for path in (anne.site.folder / "uploads").iterdir()] == [len(data)]
    assert anne.site.is_sound()


def test_an_index_without_room_keeps_nobody_from_writing_and_takes_it_all_later(
    indexing: Installation, small_disk: Path
) -> None:
    anne = signed_in(indexing)
    anne.create()
    assert until_nothing_waits(indexing) == []
    filler = fill(small_disk)
    anne.rewrite()
    anne.create()
    anne.put_in_trash()
    assert until(lambda: indexing.rows("SELECT material FROM search_standing WHERE pending AND reason <> ''"))
    found = anne.browser.get(f"{indexing.address}/search/?q=anne", timeout=60)
    assert (found.status_code, TITLES_ALONE in found.text) == (200, False)
    first, second = anne.materials
    assert (f"/materials/{first}/" in found.text, f"/materials/{second}/" in found.text) == (True, False)
    filler.unlink()
    assert until_nothing_waits(indexing) == []
    assert verified(indexing) == {"missing": 0, "ghosts": 0, "wrong": 0}
