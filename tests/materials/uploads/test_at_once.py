"""Many at the same time: one place left is taken once, and one file is written by one at a time."""

import fcntl
import io
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from materials.models.upload import Upload
from materials.uploads import store
from teams.models.user import User
from tests.conftest import Cast
from tests.materials.uploads.conftest import Tus


def began(owner: User) -> bool:
    try:
        store.begin(owner, name="ark.txt", size=10)
    except ValidationError:
        return False
    finally:
        connection.close()
    return True


def test_twenty_at_once_take_the_one_place_left(people: Cast) -> None:
    for _ in range(store.MOST_OPEN - 1):
        store.begin(people.owner, name="ark.txt", size=10)
    with ThreadPoolExecutor(20) as pool:
        taken = list(pool.map(began, [people.owner] * 20))
    assert (taken.count(True), Upload.objects.count()) == (1, store.MOST_OPEN)
    assert began(people.teammate)


def test_so_many_bytes_may_be_open_and_no_more(people: Cast) -> None:
    most = 250 * 1024 * 1024
    for _ in range(store.MOST_OPEN_BYTES // most):
        store.begin(people.owner, name="film.mp4", size=most)
    with pytest.raises(ValidationError):
        store.begin(people.owner, name="film.mp4", size=most)


def test_a_file_is_written_by_one_at_a_time(people: Cast) -> None:
    owner = Tus(people.owner)
    upload = owner.begun(4)
    with upload.path.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert owner.patch(upload, b"tekst"[:4], offset=0).status_code == 409
    assert upload.path.read_bytes() == b""
    assert owner.patch(upload, b"tekst"[:4], offset=0).status_code == 204


def test_bytes_for_an_upload_that_was_given_up_meanwhile_are_nobodys(people: Cast) -> None:
    owner = Tus(people.owner)
    upload = owner.begun(4)
    upload.path.unlink()
    assert owner.patch(upload, b"abcd", offset=0).status_code == 404
    assert not upload.path.exists()


def test_what_just_came_can_be_shared_while_a_process_is_being_started(people: Cast) -> None:
    """Until it runs its own program, a process that another thread starts has open what was open here."""
    upload = store.begin(people.owner, name="ark.txt", size=4)
    with store.held(upload) as file:
        there_too = os.dup(file.fileno())
    store.append(upload, io.BytesIO(b"abcd"), offset=0, length=4)
    with store.finished(str(upload.pk), owner=people.owner) as (_, staged):
        assert staged.path.read_bytes() == b"abcd"
    os.close(there_too)
