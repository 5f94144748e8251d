"""A client of the tus protocol that speaks it by hand, and a place for uploads that each test finds empty."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from materials.models.upload import Upload
from teams.models.user import User
from tests.conftest import Cast, make_cast, reseed

TUS = {"Tus-Resumable": "1.0.0"}
CHUNK_TYPE = "application/offset+octet-stream"


class Tus:
    """One person at the tus addresses."""

    def __init__(self, person: User | None) -> None:
        self.browser = Client(headers={"accept-language": "en"})
        if person is not None:
            User.objects.filter(pk=person.pk).update(language="en")
            self.browser.force_login(person, backend="teams.backends.LocalBackend")

    def begin(self, size: int, name: str = "ark.txt") -> HttpResponse:
        metadata = "filename " + base64.b64encode(name.encode("utf-8", "surrogatepass")).decode()
        return self.ask("post", "/uploads/", **{"Upload-Length": str(size), "Upload-Metadata": metadata})

    def begun(self, size: int, name: str = "ark.txt") -> Upload:
        response = self.begin(size, name)
        assert response.status_code == 201, response.content
        return Upload.objects.get(pk=response["Location"].split("/")[-2])

    def patch(self, upload: Upload, data: bytes, *, offset: int, content_type: str = CHUNK_TYPE) -> HttpResponse:
        headers = TUS | {"Upload-Offset": str(offset)}
        return self.browser.patch(f"/uploads/{upload.pk}/", data, content_type=content_type, headers=headers)  # type: ignore[return-value]

    def whole(self, data: bytes, name: str = "ark.txt") -> Upload:
        upload = self.begun(len(data), name)
        assert self.patch(upload, data, offset=0).status_code == 204
        return Upload.objects.get(pk=upload.pk)

    def ask(self, method: str, address: str, **headers: str) -> HttpResponse:
        answer: HttpResponse = getattr(self.browser, method)(address, headers=TUS | headers)
        return answer

    def drop(self, *uploads: Upload, **fields: Any) -> HttpResponse:
        return self.browser.post("/materials/drop/", {"upload": [str(upload.pk) for upload in uploads], **fields})  # type: ignore[return-value]


SignIn = Callable[[User | None], Tus]


@pytest.fixture(scope="module", autouse=True)
def seeds(seeds_for_those_who_come_after: None) -> None:
    """Transactions are real here."""


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast where transactions are real: for threads and served sites."""
    reseed()
    return make_cast()


@pytest.fixture(autouse=True)
def empty_place() -> Iterator[None]:
    settings.UPLOADS.mkdir(parents=True, exist_ok=True)
    yield
    for path in settings.UPLOADS.iterdir():
        path.unlink()


@pytest.fixture
def tus() -> SignIn:
    return Tus


@pytest.fixture
def owner(cast: Cast) -> Tus:
    return Tus(cast.owner)
