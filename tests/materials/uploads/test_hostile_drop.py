"""Files that were built to hurt, dropped as a teacher drops them: kept, said what became of them; nobody is hurt."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from materials.models.attachment import Attachment, Reading
from materials.models.material import Material
from materials.tasks import read_attachment
from materials.vocabulary import Reach
from materials.words import READINGS
from tests.conftest import Cast
from tests.materials.extraction.hostile import FILES, Hostile
from tests.materials.uploads.conftest import SignIn, Tus


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_hostile_file_says_what_became_of_it_and_can_be_fetched_again(
    cast: Cast, owner: Tus, tus: SignIn, file: Hostile
) -> None:
    dropped = [SimpleUploadedFile(file.name, data := file.make()), SimpleUploadedFile("ark.txt", b"En almindelig fil")]
    owner.browser.post("/materials/drop/", {"files": dropped, "team": cast.team.pk, "reach": Reach.SCHOOL.value})
    for attachment in Attachment.objects.all():
        read_attachment.call(attachment.pk)
    hostile, ordinary = (Attachment.objects.get(name=name) for name in (file.name, "ark.txt"))
    outcome = hostile.reading_note if hostile.reading == Reading.UNREADABLE else hostile.reading
    assert outcome in file.reasons | ({"kept"} if hostile.kind in {"archive", "h5p"} else set())
    assert [page.text for page in ordinary.pages.all()] == ["En almindelig fil"]
    assert_said_and_fetched(tus(cast.schoolmate).browser, hostile, data)


def assert_said_and_fetched(reader: Client, hostile: Attachment, data: bytes) -> None:
    page = reader.get(f"/materials/{Material.objects.get().pk}/")
    assert page.status_code == 200
    if hostile.reading == Reading.UNREADABLE:
        with override("en"):
            assert str(READINGS[hostile.reading_note]) in page.content.decode()
    fetched = reader.get(f"/files/{hostile.pk}/{hostile.name}")
    assert b"".join(fetched) == data
    assert fetched["Content-Security-Policy"].startswith("default-src 'none'")
    assert fetched["Content-Security-Policy"].endswith("; sandbox")
