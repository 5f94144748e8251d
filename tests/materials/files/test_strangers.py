"""What a person may not have is not there: the same answer, byte for byte and header for header, as a missing file."""

import io
import uuid
import zipfile

import pytest
from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone

from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services import drafts, files, sharing, trash
from materials.vocabulary import Reach
from teams.models.team import Membership
from tests import factories
from tests.conftest import Cast
from tests.materials.files.conftest import Browse, Put, body
from tests.pages import without_tokens

OUTSIDE = ["stranger", "ex_member", "editor", "operator", "visitor"]
ASKED = [
    {},
    {"Range": "bytes=0-4"},
    {"Range": "bytes=999999999-"},
    {"If-None-Match": "*"},
    {"If-Range": '"x"', "Range": "bytes=0-1"},
    {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
]


@pytest.fixture
def attachment(cast: Cast, put: Put) -> Attachment:
    """A file with a page image and a thumbnail, that the school reads."""
    made = put("kanariefugl.txt", b"kanariefugl")
    folder = settings.FILES / made.previews / "x"
    folder.parent.mkdir(parents=True, exist_ok=True)
    for name in ("page-1.webp", "thumbnail.webp"):
        folder.with_name(name).write_bytes(b"RIFF kanariefugl")
    return made


def said(response: HttpResponseBase, hidden: str) -> tuple[int, dict[str, str], set[str], str]:
    """Everything that is answered, but for the address that was asked and the token that is new each time."""
    text = without_tokens(body(response).decode())
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return response.status_code, headers, set(response.cookies), text.replace(hidden, "ADDRESS")


def assert_not_there(client: Client, hidden: str, missing: str, headers: dict[str, str]) -> None:
    for method in ("get", "head", "post", "options"):
        answers = [getattr(client, method)(address, headers=headers) for address in (hidden, missing)]
        assert said(answers[0], hidden) == said(answers[1], missing), (method, headers)
        assert answers[0].status_code in {404, 405}


@pytest.mark.parametrize("headers", ASKED)
@pytest.mark.parametrize("who", OUTSIDE)
def test_a_stranger_gets_what_a_missing_file_gives(
    cast: Cast, browse: Browse, attachment: Attachment, who: str, headers: dict[str, str]
) -> None:
    client, nobody = browse(getattr(cast, who)), attachment.pk + 1
    for place in ("kanariefugl.txt", "pages/1.webp", "thumbnail.webp"):
        assert_not_there(client, f"/files/{attachment.pk}/{place}", f"/files/{nobody}/{place}", headers)
    assert_not_there(client, f"/files/slot/{attachment.slot}/", f"/files/slot/{uuid.UUID(int=7)}/", headers)
    material = attachment.material_id
    assert_not_there(client, f"/materials/{material}/files.zip", f"/materials/{material + 1}/files.zip", headers)


@pytest.mark.parametrize("who", ["owner", "teammate", "lead", "schoolmate"])
def test_the_school_gets_every_byte_of_it(cast: Cast, browse: Browse, attachment: Attachment, who: str) -> None:
    client = browse(getattr(cast, who))
    assert body(client.get(f"/files/{attachment.pk}/x")) == b"kanariefugl"
    for place in ("pages/1.webp", "thumbnail.webp"):
        response = client.get(f"/files/{attachment.pk}/{place}")
        assert (body(response), response["Content-Type"]) == (b"RIFF kanariefugl", "image/webp")
        assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/files/{attachment.pk}/pages/2.webp").status_code == 404


def gets(client: Client, attachment: Attachment) -> bool:
    places = ("x", "pages/1.webp", "thumbnail.webp")
    statuses = {client.get(f"/files/{attachment.pk}/{place}").status_code for place in places}
    slot = client.get(f"/files/slot/{attachment.slot}/").status_code
    assert (statuses, slot) in [({200}, 302), ({404}, 404)]
    return statuses == {200}


def test_losing_a_right_counts_from_the_next_request_on(cast: Cast, browse: Browse, attachment: Attachment) -> None:
    schoolmate, teammate = browse(cast.schoolmate), browse(cast.teammate)
    assert gets(schoolmate, attachment)
    sharing.narrow(attachment.material, reach=Reach.TEAM, by=cast.owner)
    assert (gets(schoolmate, attachment), gets(teammate, attachment)) == (False, True)
    Membership.objects.filter(user=cast.teammate, team=cast.team).delete()
    assert not gets(teammate, attachment)


def test_a_file_that_was_public_for_a_while_is_not_so_afterwards(
    cast: Cast, browse: Browse, attachment: Attachment
) -> None:
    visitor = browse(cast.visitor)
    known = {"If-None-Match": f'"{attachment.sha256}"'}
    assert not gets(visitor, attachment)
    Material.objects.filter(pk=attachment.material_id).update(reach=Reach.PUBLIC)
    assert gets(visitor, attachment)
    assert visitor.get(f"/files/{attachment.pk}/x", headers=known).status_code == 304
    Material.objects.filter(pk=attachment.material_id).update(reach=Reach.SCHOOL)
    assert not gets(visitor, attachment)
    assert visitor.get(f"/files/{attachment.pk}/x", headers=known).status_code == 404


def test_files_of_the_trash_are_nobodys(cast: Cast, browse: Browse, attachment: Attachment) -> None:
    trash.trash(attachment.material, by=cast.owner)
    assert not any(gets(browse(user), attachment) for user in (cast.schoolmate, cast.stranger, cast.visitor))
    trash.restore(attachment.material, by=cast.owner)
    assert gets(browse(cast.owner), attachment)


def test_a_file_that_the_shared_text_does_not_show_is_the_teams(cast: Cast, browse: Browse, put: Put) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    shown = put("vist.txt", b"vist", material)
    drafts.save_text(material, by=cast.owner, base=None, title="Kladde")
    added = put("hemmelig.txt", b"hemmelig", Material.objects.get(pk=material.pk))
    reader, team = browse(cast.schoolmate), browse(cast.teammate)
    assert [reader.get(f"/files/{a.pk}/x").status_code for a in (shown, added)] == [200, 404]
    assert [team.get(f"/files/{a.pk}/x").status_code for a in (shown, added)] == [200, 200]
    assert unpacked(reader, material) == {"vist.txt": b"vist"}
    assert unpacked(team, material) == {"vist.txt": b"vist", "hemmelig.txt": b"hemmelig"}


def unpacked(client: Client, material: Material) -> dict[str, bytes]:
    response = client.get(f"/materials/{material.pk}/files.zip")
    assert response["Content-Disposition"].startswith("attachment;")
    with zipfile.ZipFile(io.BytesIO(body(response))) as archive:
        assert archive.testzip() is None
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {entry.date_time[:3] for entry in archive.infolist()} == {timezone.localdate().timetuple()[:3]}
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


@pytest.mark.parametrize("title", ["!!!", "..", "a/b\\c", "🎉", '"; filename="x.exe'])
def test_any_title_names_a_zip(cast: Cast, browse: Browse, put: Put, title: str) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title=title)
    put("../ark.txt", b"et", material)
    put("ark.txt", b"to", Material.objects.get(pk=material.pk))
    assert unpacked(browse(cast.schoolmate), material) == {"ark.txt": b"et", "ark (2).txt": b"to"}


def test_a_file_taken_out_is_the_teams_history(cast: Cast, browse: Browse, attachment: Attachment) -> None:
    files.remove_file(attachment, by=cast.owner)
    assert (gets(browse(cast.schoolmate), attachment), gets(browse(cast.teammate), attachment)) == (False, True)


def test_a_file_that_is_gone_from_the_disk_is_not_there(cast: Cast, browse: Browse, put: Put) -> None:
    attachment = put("ark.txt", b"Hej")
    attachment.file.storage.delete(attachment.file.name)
    assert browse(cast.owner).get(f"/files/{attachment.pk}/x").status_code == 404
