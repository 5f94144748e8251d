"""A cover from a file: drawn small without what the photo said of itself, and seen by whose text names it."""

import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from materials.collections import arranging, covers, curating, reviewing
from materials.models.collection import Collection
from materials.models.picture import CoverPicture
from materials.services.files import StagedFile
from materials.vocabulary import Reach
from teams.roles import EDITORS
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, Shelf

Stage = Callable[..., StagedFile]
GPS = 0x8825


def photo() -> bytes:
    """A JPEG that says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Kamerafabrikken"
    exif.get_ifd(GPS)[2] = (55.0, 40.0, 12.0)
    kept = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    def staged(content: bytes | None = None, name: str = "udflugt.jpg") -> StagedFile:
        path = tmp_path / "staged"
        path.write_bytes(photo() if content is None else content)
        return StagedFile(path, name)

    return staged


def covered(cast: Cast, shelf: Shelf, stage: Stage) -> str:
    picture = covers.upload_cover(shelf.collection, stage(), alt="En bæk i en skov", by=cast.lead)
    return f"/collections/{shelf.collection.pk}/picture/{picture.pk}.webp"


def test_what_is_kept_says_nothing_of_the_place_and_is_small(cast: Cast, shelf: Shelf, stage: Stage) -> None:
    assert b"Kamerafabrikken" in photo()
    assert Image.open(io.BytesIO(photo())).getexif().get_ifd(GPS)
    covered(cast, shelf, stage)
    kept = Path(CoverPicture.objects.get().file.path)
    with Image.open(kept) as image:
        assert (image.format, max(image.size), dict(image.getexif())) == ("WEBP", 480, {})
    everything = [path for path in settings.FILES.rglob("*") if path.is_file()]
    assert not any(b"Kamerafabrikken" in path.read_bytes() for path in everything)


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"<html><script>1</script></html>", "foto.jpg"), (b"\x89PNG\r\n\x1a\n skrald", "foto.png"), (b"Hej", "a.txt")],
)
def test_what_is_no_picture_is_refused(cast: Cast, shelf: Shelf, stage: Stage, content: bytes, name: str) -> None:
    with pytest.raises(ValidationError):
        covers.upload_cover(shelf.collection, stage(content, name), alt="Noget", by=cast.lead)
    assert not CoverPicture.objects.exists()


def test_a_picture_needs_words_and_somebody_who_arranges(cast: Cast, shelf: Shelf, stage: Stage) -> None:
    with pytest.raises(ValidationError):
        covers.upload_cover(shelf.collection, stage(), alt=" ", by=cast.lead)
    for who in (cast.teammate, cast.schoolmate, cast.editor, cast.operator):
        with pytest.raises(PermissionDenied):
            covers.upload_cover(shelf.collection, stage(), alt="Noget", by=who)
    curating.let_members(shelf.collection, allowed=True, by=cast.lead)
    covers.upload_cover(shelf.collection, stage(), alt="Noget", by=cast.teammate)


def test_it_is_seen_by_those_who_see_the_collection_and_not_there_for_others(
    cast: Cast, shelf: Shelf, stage: Stage, browse: Browse
) -> None:
    address = covered(cast, shelf, stage)
    assert browse(cast.teammate).get(address).status_code == 200
    for who in (cast.schoolmate, cast.stranger, cast.ex_member, cast.visitor, cast.editor, cast.operator):
        assert browse(who).get(address).status_code == 404
    reviewing.share(shelf.collection, reach=Reach.SCHOOL, by=cast.lead)
    response = browse(cast.schoolmate).get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert f'src="{address}" alt="En bæk i en skov"' in browse(cast.schoolmate).get("/collections/").content.decode()
    assert browse(cast.stranger).get(address).status_code == 404
    curating.trash(shelf.collection, by=cast.lead)
    assert browse(cast.teammate).get(address).status_code == 404


def test_beyond_the_school_people_see_the_picture_that_was_approved(
    cast: Cast, shelf: Shelf, stage: Stage, browse: Browse
) -> None:
    approved = covered(cast, shelf, stage)
    reviewing.share(shelf.collection, reach=Reach.PUBLIC, by=cast.lead)
    assert browse(cast.editor).get(approved).status_code == 200
    reviewing.approve(shelf.collection, by=cast.editor)
    newer = covered(cast, shelf, stage)
    assert [browse(who).get(approved).status_code for who in (cast.visitor, cast.schoolmate)] == [200, 404]
    assert [browse(who).get(newer).status_code for who in (cast.visitor, cast.schoolmate)] == [404, 200]
    assert approved in browse(cast.visitor).get(f"/collections/{shelf.collection.pk}/").content.decode()


def test_a_part_as_cover_takes_the_place_of_a_picture_and_the_other_way_round(
    cast: Cast, shelf: Shelf, stage: Stage
) -> None:
    covered(cast, shelf, stage)
    curating.set_cover(shelf.collection, shelf.open, by=cast.lead)
    row = Collection.objects.get()
    assert (row.picture, row.cover) == (None, shelf.open)
    covered(cast, shelf, stage)
    row.refresh_from_db()
    assert row.picture and row.cover is None
    curating.set_cover(shelf.collection, None, by=cast.lead)
    assert Collection.objects.get().picture is None


def test_the_form_works_without_scripts_and_says_why_not(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    client, address = browse(cast.lead), f"/collections/{shelf.collection.pk}/picture/"
    for file, said in ((None, "Choose a picture."), (b"Hej", "This is no picture.")):
        data = {"alt": "En bæk"} | ({"picture": SimpleUploadedFile("a.png", file)} if file else {})
        assert said in client.post(address, data, follow=True).content.decode()
    fine = SimpleUploadedFile("a.jpg", photo())
    page = client.post(address, {"alt": "En bæk", "picture": fine}, follow=True).content.decode()
    assert 'alt="En bæk"' in page
    assert browse(cast.teammate).post(address, {"alt": "x"}).status_code == 404


def test_pictures_that_no_text_names_go_after_thirty_days_with_their_bytes(
    cast: Cast, shelf: Shelf, stage: Stage
) -> None:
    covered(cast, shelf, stage)
    reviewing.share(shelf.collection, reach=Reach.PUBLIC, by=cast.lead)
    reviewing.approve(shelf.collection, by=cast.editor)
    for _ in range(2):
        covered(cast, shelf, stage)
    assert covers.tidy() == 0
    CoverPicture.objects.update(made_at=timezone.now() - timedelta(days=31))
    first, dropped, current = CoverPicture.objects.order_by("pk")
    os.utime(dropped.file.path, (1, 1))
    assert covers.tidy() == 2
    assert set(CoverPicture.objects.all()) == {first, current}
    assert not Path(dropped.file.path).exists() and Path(first.file.path).exists()


def test_a_line_that_is_taken_out_leaves_the_picture(cast: Cast, shelf: Shelf, stage: Stage) -> None:
    covered(cast, shelf, stage)
    arranging.remove(shelf.open_part, by=cast.lead)
    assert Collection.objects.get().picture is not None


def test_an_editor_at_the_school_sees_the_picture_that_was_submitted(
    cast: Cast, shelf: Shelf, stage: Stage, browse: Browse
) -> None:
    near = factories.person(cast.school, offices=frozenset({EDITORS}))
    reviewing.share(shelf.collection, reach=Reach.SCHOOL, by=cast.lead)
    submitted = covered(cast, shelf, stage)
    reviewing.share(shelf.collection, reach=Reach.PUBLIC, by=cast.lead)
    now = covered(cast, shelf, stage)
    seen = {
        person: [browse(person).get(address).status_code for address in (submitted, now)]
        for person in (near, cast.editor, cast.schoolmate, cast.stranger)
    }
    assert list(seen.values()) == [[200, 200], [200, 404], [404, 200], [404, 404]]
