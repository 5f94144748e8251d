"""Every byte leaves through one door: as hostile, in ranges, and to a stranger as if it were not there."""

import re
from pathlib import Path

import pytest
from django.test import Client

from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services import files
from materials.vocabulary import Reach
from materials.zips import distinct_names
from teams.models.user import User
from tests import factories
from tests.conftest import Cast

BYTES = b"<html><script>alert(1)</script> Hej</html>"


def client_of(user: object) -> Client:
    client = Client()
    if isinstance(user, User):
        client.force_login(user, backend="teams.backends.LocalBackend")
    return client


@pytest.fixture
def attachment(cast: Cast, tmp_path: Path) -> Attachment:
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    return add(material, cast.owner, tmp_path, "ægte.pdf", BYTES)


def add(material: Material, by: User, folder: Path, name: str, content: bytes) -> Attachment:
    path = folder / "staged"
    path.write_bytes(content)
    return files.add_files(material, [files.StagedFile(path, name)], by=by)[0]


def plain(content: bytes) -> str:
    """A page without what differs between any two requests: the address itself, and the form's token."""
    return re.sub(r'/files/\d+/|value="\w{64}"', "", content.decode())


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_a_schoolmate_gets_the_bytes_and_nothing_in_them_can_run(cast: Cast, attachment: Attachment) -> None:
    response = client_of(cast.schoolmate).get(f"/files/{attachment.pk}/x")
    assert body(response) == BYTES
    assert response["Content-Disposition"].startswith("attachment;")
    assert "%C3%A6gte.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("who", ["stranger", "ex_member", "visitor", "editor", "operator"])
@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-4"}, {"If-None-Match": "*"}])
def test_a_stranger_gets_what_a_missing_file_gives(
    cast: Cast, attachment: Attachment, who: str, headers: dict[str, str]
) -> None:
    client = client_of(getattr(cast, who))
    for place in ("x", "thumbnail.webp", "pages/1.webp"):
        there = client.get(f"/files/{attachment.pk}/{place}", headers=headers)
        missing = client.get(f"/files/{attachment.pk + 999}/{place}", headers=headers)
        assert plain(there.content) == plain(missing.content)
        assert (there.status_code, set(there.headers)) == (404, set(missing.headers))


def test_a_replaced_file_keeps_its_link_and_readers_lose_the_older(
    cast: Cast, attachment: Attachment, tmp_path: Path
) -> None:
    path = tmp_path / "newer"
    path.write_bytes(b"nyere")
    newer = files.replace_file(attachment, files.StagedFile(path, "ny.txt"), by=cast.owner)
    reader = client_of(cast.schoolmate)
    assert reader.get(f"/files/slot/{attachment.slot}/")["Location"].startswith(f"/files/{newer.pk}/")
    assert reader.get(f"/files/{attachment.pk}/x").status_code == 404
    assert client_of(cast.teammate).get(f"/files/{attachment.pk}/x").status_code == 200


def test_a_zip_holds_what_the_readers_text_shows_and_no_more(
    cast: Cast, attachment: Attachment, tmp_path: Path
) -> None:
    material = attachment.material
    Material.objects.filter(pk=material.pk).update(has_unpublished_changes=True)
    add(Material.objects.get(pk=material.pk), cast.owner, tmp_path, "hemmelig.txt", b"kladde")
    for user, seen in ((cast.schoolmate, False), (cast.owner, True)):
        assert (b"hemmelig.txt" in body(client_of(user).get(f"/materials/{material.pk}/files.zip"))) is seen
    assert client_of(cast.stranger).get(f"/materials/{material.pk}/files.zip").status_code == 404


def test_names_in_a_zip_are_distinct_and_stay_inside() -> None:
    names = distinct_names(["a.pdf", "A.pdf", "../../etc/passwd", "a.pdf"])
    assert names == ["a.pdf", "A (2).pdf", "passwd", "a (3).pdf"]


def test_the_same_bytes_are_told_only_to_who_may_see_them(cast: Cast, attachment: Attachment) -> None:
    assert files.same_bytes(attachment.sha256, user=cast.schoolmate) == attachment.material
    assert files.same_bytes(attachment.sha256, user=cast.stranger) is None


def test_nothing_lies_under_media(cast: Cast, attachment: Attachment) -> None:
    for address in (f"/media/{attachment.file.name}", f"/files/{attachment.file.name}", "/media/"):
        assert client_of(cast.owner).get(address, follow=True).status_code == 404
