"""Sound and film play and seek: ranges and conditions, as RFC 9110 says."""

import pytest

from materials.models.attachment import Attachment
from tests.conftest import Cast
from tests.materials.files.conftest import Browse, Put, body

DATA = bytes(range(256)) * 600  # longer than two pieces of the stream


@pytest.fixture
def attachment(put: Put) -> Attachment:
    return put("data.bin", DATA)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=65530-131080", 65530, 131080),
        ("bytes=0-", 0, len(DATA) - 1),
        (f"bytes=-{len(DATA)}", 0, len(DATA) - 1),
        ("bytes=100-", 100, len(DATA) - 1),
        ("bytes=-5", len(DATA) - 5, len(DATA) - 1),
        ("bytes=5-999999999", 5, len(DATA) - 1),
    ],
)
def test_a_part_is_that_part(
    cast: Cast, browse: Browse, attachment: Attachment, asked: str, first: int, last: int
) -> None:
    response = browse(cast.schoolmate).get(f"/files/{attachment.pk}/x", headers={"Range": asked})
    assert (response.status_code, body(response)) == (206, DATA[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(DATA)}"
    assert response["Content-Length"] == str(last + 1 - first)


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=5-2x", "lines=0-1", "bytes=0-1,5-6", f"bytes={'9' * 20}-"]
)
def test_anything_else_is_the_whole(cast: Cast, browse: Browse, attachment: Attachment, asked: str) -> None:
    response = browse(cast.schoolmate).get(f"/files/{attachment.pk}/x", headers={"Range": asked})
    assert (response.status_code, body(response)) == (200, DATA)
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", [f"bytes={len(DATA)}-", "bytes=999999999-", "bytes=9-5", "bytes=-0"])
def test_a_part_that_cannot_be_had_is_said(cast: Cast, browse: Browse, attachment: Attachment, asked: str) -> None:
    response = browse(cast.schoolmate).get(f"/files/{attachment.pk}/x", headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(DATA)}")
    assert body(response) == b""


def test_a_part_of_another_file_is_not_mixed_in(cast: Cast, browse: Browse, attachment: Attachment) -> None:
    client, address = browse(cast.schoolmate), f"/files/{attachment.pk}/x"
    same = {"Range": "bytes=1-2", "If-Range": f'"{attachment.sha256}"'}
    assert client.get(address, headers=same).status_code == 206
    for other in ('"older"', "Thu, 01 Jan 1970 00:00:00 GMT", f'W/"{attachment.sha256}"'):
        response = client.get(address, headers={"Range": "bytes=1-2", "If-Range": other})
        assert (response.status_code, body(response)) == (200, DATA)


@pytest.mark.parametrize("known", ['"{}"', 'W/"{}"', '"older", "{}"', "*"])
def test_known_bytes_are_not_sent_again(cast: Cast, browse: Browse, attachment: Attachment, known: str) -> None:
    headers = {"If-None-Match": known.format(attachment.sha256)}
    response = browse(cast.schoolmate).get(f"/files/{attachment.pk}/x", headers=headers)
    assert (response.status_code, body(response)) == (304, b"")
    assert response["ETag"] == f'"{attachment.sha256}"'
    other = browse(cast.schoolmate).get(f"/files/{attachment.pk}/x", headers={"If-None-Match": '"older"'})
    assert (other.status_code, body(other)) == (200, DATA)


def test_head_says_all_but_the_bytes(cast: Cast, browse: Browse, attachment: Attachment) -> None:
    client, address = browse(cast.schoolmate), f"/files/{attachment.pk}/x"
    asked, said = client.get(address), client.head(address)
    assert body(said) == b""
    assert dict(said.headers) == dict(asked.headers)
    assert client.head(address, headers={"Range": "bytes=0-1"}).status_code == 200
