"""The tus protocol's core, creation, expiration and termination, and what a client gets that breaks it."""

import hashlib
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from materials.models.upload import Upload
from materials.uploads import store
from tests.conftest import Cast
from tests.materials.uploads.conftest import TUS, SignIn, Tus

DATA = b"Br\xc3\xb8ker p\xc3\xa5 tallinjen. " * 100


def bytes_of(upload: Upload) -> bytes:
    return Upload.objects.get(pk=upload.pk).path.read_bytes()


def test_the_server_says_what_it_can(cast: Cast, owner: Tus) -> None:
    response = owner.browser.options("/uploads/")
    assert (response.status_code, response["Tus-Version"]) == (204, "1.0.0")
    assert set(response["Tus-Extension"].split(",")) == {"creation", "expiration", "termination"}
    assert response["Tus-Max-Size"] == str(settings.MAX_FILE_BYTES) == str(250 * 1024 * 1024)


def test_the_owner_begins_goes_on_and_asks_how_far_it_is(owner: Tus) -> None:
    upload = owner.begun(len(DATA), "brøker.txt")
    first = owner.patch(upload, DATA[:700], offset=0)
    assert (first.status_code, first["Upload-Offset"], "Upload-Expires" in first) == (204, "700", True)
    asked = owner.ask("head", f"/uploads/{upload.pk}/")
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("700", str(len(DATA)))
    assert asked["Cache-Control"] == "no-store"
    assert owner.patch(upload, DATA[700:], offset=700)["Upload-Offset"] == str(len(DATA))
    assert hashlib.sha256(bytes_of(upload)).digest() == hashlib.sha256(DATA).digest()


@pytest.mark.parametrize("offset", [0, 5, 11, 999_999_999_999])
def test_nobody_writes_anywhere_but_at_the_end(owner: Tus, offset: int) -> None:
    upload = owner.begun(len(DATA))
    owner.patch(upload, DATA[:10], offset=0)
    assert owner.patch(upload, b"x", offset=offset).status_code in {409, 413}
    assert bytes_of(upload) == DATA[:10]


def test_nobody_writes_beyond_the_length_or_after_the_end(owner: Tus) -> None:
    upload = owner.begun(10)
    assert owner.patch(upload, b"x" * 11, offset=0).status_code == 413
    assert owner.patch(upload, b"x" * 10, offset=0).status_code == 204
    assert owner.patch(upload, b"x", offset=10).status_code == 413
    assert owner.patch(upload, b"y" * 10, offset=0).status_code == 409
    assert bytes_of(upload) == b"x" * 10


def test_other_types_other_versions_and_no_offset_are_refused(owner: Tus) -> None:
    upload = owner.begun(10)
    assert owner.patch(upload, b"x", offset=0, content_type="application/json").status_code == 415
    address = f"/uploads/{upload.pk}/"
    for headers in ({}, {"Tus-Resumable": "0.2.2"}):
        response = owner.browser.patch(address, b"x", headers=headers)
        assert (response.status_code, response["Tus-Version"]) == (412, "1.0.0")
        assert owner.browser.post("/uploads/", headers=headers).status_code == 412
    for offset in ("", "-1", "1e3", "٣"):
        headers = TUS | {"Upload-Offset": offset.encode().decode("latin-1")}
        answer = owner.browser.patch(address, b"x", content_type="application/offset+octet-stream", headers=headers)
        assert answer.status_code == 400
    assert owner.ask("post", "/uploads/", **{"Upload-Length": "many"}).status_code == 400
    assert bytes_of(upload) == b""


@pytest.mark.parametrize("who", ["teammate", "lead", "schoolmate", "stranger", "editor", "operator", "visitor"])
def test_only_the_owner_finds_an_upload(cast: Cast, owner: Tus, tus: SignIn, who: str) -> None:
    upload = owner.begun(10)
    other = tus(None if who == "visitor" else getattr(cast, who))
    for method in ("head", "patch", "delete", "get", "post", "options"):
        there = other.ask(method, f"/uploads/{upload.pk}/")
        missing = other.ask(method, "/uploads/00000000-0000-4000-8000-000000000000/")
        assert (there.status_code, there.content, dict(there.items())) == (404, missing.content, dict(missing.items()))
    assert other.patch(upload, b"x", offset=0).status_code == 404
    assert (bytes_of(upload), owner.ask("head", f"/uploads/{upload.pk}/").status_code) == (b"", 200)


def test_a_visitor_begins_nothing(cast: Cast, tus: SignIn) -> None:
    assert (tus(None).begin(10).status_code, Upload.objects.count()) == (404, 0)


def test_without_the_token_of_the_page_nothing_is_taken(cast: Cast, owner: Tus) -> None:
    upload = owner.begun(10)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.owner, backend="teams.backends.LocalBackend")
    address = f"/uploads/{upload.pk}/"
    assert strict.post("/uploads/", headers=TUS | {"Upload-Length": "1"}).status_code == 403
    assert strict.delete(address, headers=TUS).status_code == 403
    headers = TUS | {"Upload-Offset": "0"}
    assert (
        strict.patch(address, b"x", content_type="application/offset+octet-stream", headers=headers).status_code == 403
    )
    assert (Upload.objects.count(), bytes_of(upload)) == (1, b"")


def test_what_is_given_up_is_gone(owner: Tus) -> None:
    upload = owner.begun(10)
    assert owner.ask("delete", f"/uploads/{upload.pk}/").status_code == 204
    assert not upload.path.exists()
    for method in ("head", "patch", "delete"):
        assert owner.ask(method, f"/uploads/{upload.pk}/").status_code == 404


def test_what_nobody_went_on_with_for_a_day_is_gone(owner: Tus) -> None:
    kept, left = owner.begun(10), owner.begun(10)
    Upload.objects.filter(pk=left.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert owner.ask("head", f"/uploads/{left.pk}/").status_code == 404
    assert store.expire() == 1
    assert (kept.path.exists(), left.path.exists()) == (True, False)
    assert Upload.objects.get().expires_at > timezone.now() + timedelta(hours=23)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (250 * 1024 * 1024 + 1, "The file is 251 MB. The limit is 250 MB."),
        (412 * 1024 * 1024, "The file is 412 MB. The limit is 250 MB."),
        (0, "The file is empty."),
    ],
)
def test_a_file_that_cannot_come_says_why_before_it_is_sent(owner: Tus, size: int, said: str) -> None:
    response = owner.begin(size)
    assert (response.status_code, response.json()) == (413, {"error": said})
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\skole\\brøk.pdf", "brøk.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("ark\r\nSet-Cookie: x.pdf", "ark Set-Cookie_ x.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        (".htaccess", "htaccess"),
        ("CON.pdf", "_CON.pdf"),
        ("<img onerror=x>.png", "_img onerror=x_.png"),
        ("\ud800ark.pdf", "���ark.pdf"),
        ("", "fil"),
        ("æ" * 400 + ".pdf", "æ" * 196 + ".pdf"),
    ],
)
def test_a_hostile_name_is_a_harmless_one(owner: Tus, name: str, kept: str) -> None:
    upload = owner.begun(10, name)
    assert upload.name == kept
    assert upload.path.parent == settings.UPLOADS
