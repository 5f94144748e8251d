"""Uploads that are cut arrive whole: tuspy, a client by others, resumes what a broken connection left behind."""

import hashlib
import http.client
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from tusclient.client import TusClient

from materials.models.attachment import Attachment
from materials.models.upload import Upload
from tests.conftest import Cast
from tests.materials.uploads.conftest import CHUNK_TYPE

SIZE = 700_001  # bytes; no multiple of any buffer on the way
CHUNK = 200_000


@pytest.fixture
def owner(people: Cast) -> Client:
    """A browser in which the owner is signed in and has seen a page with a token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.owner, backend="teams.backends.LocalBackend")
    client.get("/materials/drop/")
    return client


@pytest.fixture
def keys(owner: Client, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The headers by which a foreign client acts for the owner."""
    monkeypatch.setenv("NO_PROXY", "*")
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in owner.cookies.items())
    return {"Cookie": cookies, "X-CSRFToken": owner.cookies["csrftoken"].value}


def file_of(number: int, folder: Path) -> Path:
    path = folder / f"fil {number} æøå.txt"
    path.write_bytes(hashlib.shake_128(str(number).encode()).digest(SIZE))
    return path


def offset_of(number: int, *, at_least: int, at_most: int) -> int:
    """Somewhere between, anywhere, and the same each time."""
    return at_least + int.from_bytes(hashlib.sha256(f"cut {number}".encode()).digest()[:8]) % (at_most - at_least)


def cut(url: str, data: bytes, keys: dict[str, str], *, start: int, after: int) -> None:
    """Promises all that is left, sends less, and is gone. What the server says shows that it has seen the end."""
    at = urlsplit(url)
    connection = http.client.HTTPConnection(at.hostname or "", at.port)
    connection.putrequest("PATCH", at.path)
    offer = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(start), "Content-Type": CHUNK_TYPE}
    for name, value in {**keys, **offer, "Content-Length": str(len(data) - start)}.items():
        connection.putheader(name, value)
    connection.endheaders(data[start:after])
    connection.sock.shutdown(socket.SHUT_WR)
    connection.getresponse()
    connection.close()


def resumed(client: TusClient, path: Path, keys: dict[str, str], number: int) -> tuple[Upload, int]:
    """One upload, cut once in the middle of a request; the upload, and how many bytes came before the second start."""
    first = client.uploader(str(path), chunk_size=CHUNK, metadata={"filename": path.name})
    start = offset_of(number, at_least=1, at_most=SIZE // 2)
    first.upload(stop_at=start)
    after = offset_of(number + 1, at_least=start, at_most=SIZE)
    cut(first.url, path.read_bytes(), keys, start=start, after=after)
    again = client.uploader(str(path), chunk_size=CHUNK, url=first.url)
    kept = again.offset
    assert kept == after
    again.upload()
    return Upload.objects.get(pk=first.url.split("/")[-2]), kept


@pytest.mark.parametrize("count", [10, pytest.param(100, marks=pytest.mark.soak)])
def test_cut_uploads_resume_to_the_same_bytes(
    live_server: LiveServer, keys: dict[str, str], tmp_path: Path, count: int
) -> None:
    client = TusClient(f"{live_server.url}/uploads/", headers=keys)
    differing = []
    for number in range(count):
        path = file_of(number, tmp_path)
        upload, _kept = resumed(client, path, keys, number)
        if hashlib.sha256(upload.path.read_bytes()).digest() != hashlib.sha256(path.read_bytes()).digest():
            differing.append(number)
        upload.delete()
    assert differing == []


def test_a_resumed_upload_becomes_an_attachment_of_the_same_bytes(
    live_server: LiveServer, owner: Client, keys: dict[str, str], tmp_path: Path
) -> None:
    path = file_of(1, tmp_path)
    upload, _kept = resumed(TusClient(f"{live_server.url}/uploads/", headers=keys), path, keys, 1)
    posted = {"upload": str(upload.pk), "csrfmiddlewaretoken": keys["X-CSRFToken"]}
    assert owner.post("/materials/drop/", posted).status_code == 302
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.size) == (path.name, SIZE)
    assert attachment.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
