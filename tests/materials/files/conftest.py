"""Browsers of the cast, and files put into a material for them to ask for."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http.response import HttpResponseBase
from django.test import Client

from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services import files
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast

Browse = Callable[[User | AnonymousUser], Client]
Put = Callable[..., Attachment]


@pytest.fixture
def browse() -> Browse:
    """A browser in which this person is signed in."""

    def browser(person: User | AnonymousUser) -> Client:
        client = Client()
        if isinstance(person, User):
            client.force_login(person, backend="teams.backends.LocalBackend")
        return client

    return browser


@pytest.fixture
def put(cast: Cast, tmp_path: Path) -> Put:
    """Adds a file to a material; to a new one that the school reads, when none is given."""

    def into(name: str, data: bytes, material: Material | None = None) -> Attachment:
        path = tmp_path / uuid.uuid4().hex
        path.write_bytes(data)
        material = material or factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
        return files.add_files(material, [files.StagedFile(path, name)], by=cast.owner)[0]

    return into


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
