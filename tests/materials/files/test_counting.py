"""A download counts once, when all of it has been sent; not one's own team's, and nothing of whose it was."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, models
from django.http import StreamingHttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from materials import downloads
from materials.bytes import Served, serve
from materials.downloads import counted
from materials.models.attachment import Attachment
from materials.models.use import MaterialUse
from materials.services.counting import count_use, count_uses, is_worth_telling
from materials.vocabulary import Reach
from search.models.standing import Standing
from teams.models.team import Team
from teams.models.user import User
from tests import factories
from tests.conftest import Cast, make_cast, reseed
from tests.materials.files.conftest import Browse, Put, body

DATA = b"0123456789" * 20_000


@pytest.fixture
def attachment(put: Put) -> Attachment:
    return put("ark.bin", DATA)


def used() -> int:
    return sum(MaterialUse.objects.values_list("used", flat=True))


def test_a_download_counts_when_it_is_sent_to_its_end(cast: Cast, browse: Browse, attachment: Attachment) -> None:
    response = browse(cast.schoolmate).get(f"/files/{attachment.pk}/ark.bin")
    next(iter(response.streaming_content))  # type: ignore[attr-defined]
    assert used() == 0
    assert body(response)
    assert used() == 1
    assert body(browse(cast.schoolmate).get(f"/materials/{attachment.material_id}/files.zip"))
    assert used() == 2


def test_a_visitor_counts_and_the_owning_team_does_not(cast: Cast, browse: Browse, attachment: Attachment) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    count_use(material.pk, by=cast.visitor)
    assert used() == 1
    for person in (cast.owner, cast.teammate, cast.lead):
        assert body(browse(person).get(f"/files/{attachment.pk}/ark.bin"))
    assert used() == 1


@pytest.mark.parametrize("asked", [{"Range": "bytes=0-"}, {"Range": f"bytes=0-{len(DATA) - 1}"}, {}])
def test_the_whole_file_counts_however_it_is_asked_for(
    cast: Cast, browse: Browse, attachment: Attachment, asked: dict[str, str]
) -> None:
    assert body(browse(cast.schoolmate).get(f"/files/{attachment.pk}/x", headers=asked)) == DATA
    assert used() == 1


@pytest.mark.parametrize("asked", ["bytes=1-", "bytes=0-1", "bytes=-5", f"bytes={len(DATA)}-"])
def test_a_part_does_not_count(cast: Cast, browse: Browse, attachment: Attachment, asked: str) -> None:
    body(browse(cast.schoolmate).get(f"/files/{attachment.pk}/x", headers={"Range": asked}))
    assert used() == 0


def test_what_is_not_taken_home_does_not_count(cast: Cast, browse: Browse, attachment: Attachment) -> None:
    client, address = browse(cast.schoolmate), f"/files/{attachment.pk}/ark.bin"
    body(client.head(address))
    body(client.head(f"/materials/{attachment.material_id}/files.zip"))
    body(client.get(address, headers={"If-None-Match": f'"{attachment.sha256}"'}))
    body(client.get(address, {"shown": "1"}))
    body(client.get(f"/files/{attachment.pk}/thumbnail.webp"))
    body(browse(cast.stranger).get(address))
    body(browse(cast.editor).get(f"/admin/materials/files/{attachment.pk}/"))
    assert used() == 0


def test_a_film_in_the_page_is_shown_and_its_link_is_a_download(cast: Cast, browse: Browse, put: Put) -> None:
    film = put("film.mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(4000))
    content = browse(cast.schoolmate).get(f"/materials/{film.material_id}/").content.decode()
    assert f'<video controls preload="metadata" src="/files/{film.pk}/film.mp4?shown=1">' in content
    assert f'href="/files/{film.pk}/film.mp4"' in content


def test_a_database_that_does_not_answer_fails_no_download(
    cast: Cast, browse: Browse, attachment: Attachment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(ids: object, *, by: object) -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(downloads, "count_uses", locked)
    assert body(browse(cast.schoolmate).get(f"/files/{attachment.pk}/ark.bin")) == DATA


def taken_home(person: User, ids: list[int]) -> int:
    """How many queries it costs to count a file that holds all of these."""
    request = RequestFactory().get("/")
    request.user = person
    response = downloads.counted_for_all(request, ids, StreamingHttpResponse([DATA]))
    with CaptureQueriesContext(connection) as queries:
        assert body(response) == DATA
    return len(queries)


def test_a_file_of_many_materials_counts_each_once_at_the_price_of_few(cast: Cast) -> None:
    few, many = ([factories.material(cast.team, cast.owner, reach=Reach.SCHOOL).pk for _ in range(n)] for n in (2, 9))
    own = factories.material(Team.objects.get(personal_of=cast.schoolmate), cast.schoolmate, reach=Reach.SCHOOL).pk
    for times in (1, 2):
        assert taken_home(cast.schoolmate, [*many, own]) == taken_home(cast.schoolmate, [*few, own])
        assert dict(MaterialUse.objects.values_list("material", "used")) == dict.fromkeys([*few, *many], times)
    assert {row.revision for row in Standing.objects.filter(material__in=many)} == {
        row.revision for row in Standing.objects.filter(material__in=few)
    }


def test_of_what_is_gone_meanwhile_the_rest_counts(cast: Cast) -> None:
    one = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    count_uses([one.pk, one.pk + 1_000], by=cast.visitor)
    count_uses([one.pk + 1_000], by=cast.visitor)
    assert list(MaterialUse.objects.values_list("material", "used")) == [(one.pk, 1)]


def test_search_is_told_at_about_half_as_much_again() -> None:
    assert [used for used in range(1, 100) if is_worth_telling(used)] == [1, 2, 3, 5, 8, 12, 18, 27, 41, 62, 93]
    assert sum(map(is_worth_telling, range(1, 1_001))) == 16


def test_search_is_told_then_and_not_at_every_download(cast: Cast) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    revisions = []
    for _ in range(9):
        count_use(material.pk, by=cast.visitor)
        revisions.append(Standing.objects.get(material=material.pk).revision)
    assert [now - revisions[0] for now in revisions] == [0, 1, 2, 2, 3, 3, 3, 4, 4]


def test_nothing_but_a_number_is_kept() -> None:
    fields = {field.name: type(field) for field in MaterialUse._meta.get_fields()}
    assert fields == {"material": models.OneToOneField, "used": models.PositiveBigIntegerField}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [1, 5])
def test_two_at_once_lose_no_count(seeds_for_those_who_come_after: None, number: int) -> None:
    reseed()
    cast = make_cast()
    ids = [factories.material(cast.team, cast.owner, reach=Reach.PUBLIC).pk for _ in range(number)]

    def counts(times: int) -> None:
        for _ in range(times):
            count_uses(ids, by=cast.visitor)
        connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(counts, [5] * 8))
    assert dict(MaterialUse.objects.values_list("material", "used")) == dict.fromkeys(ids, 40)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("to_its_end", [True, False])
def test_what_the_server_sends_by_itself_counts_when_it_is_sent_to_its_end(
    seeds_for_those_who_come_after: None, tmp_path: Path, to_its_end: bool
) -> None:
    """It is given the file, and closes it when the last byte is gone, or nobody is there any more."""
    reseed()
    cast, path = make_cast(), tmp_path / "ark"
    path.write_bytes(DATA)
    request = RequestFactory().get("/")
    request.user = cast.schoolmate
    served = serve(request, Served(path, "text/plain", "ark", etag="ark", inline=False))
    response = counted(request, factories.material(cast.team, cast.owner, reach=Reach.PUBLIC).pk, served)
    response.file_to_stream.read(len(DATA) - (not to_its_end))  # type: ignore[attr-defined]
    response.close()
    downloads._BESIDE.submit(int).result()
    assert used() == to_its_end
