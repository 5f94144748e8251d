"""A pack is its owner's, and every part is checked once more when it is downloaded."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from materials.adaptations.sources import build_on
from materials.collections import arranging, curating
from materials.collections.packs import building, manifest, store
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.models.pack import Pack, PackState
from materials.models.subject import Subject
from materials.models.use import MaterialUse
from materials.services import trash
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import share
from tests.materials.collections.packs.conftest import Browse, Put, Shelf, built, unzipped, work
from tests.materials.files.conftest import body

Change = Callable[[Cast, Shelf], object]


def address(pack: Pack) -> str:
    return f"/collections/packs/{pack.pk}.zip"


@pytest.fixture
def pack(cast: Cast, shelf: Shelf, put: Put) -> Pack:
    """The schoolmate's, of a collection that the school sees."""
    put(shelf.open, "ark.txt", b"et ark")
    share(cast, shelf.collection, Reach.SCHOOL)
    User.objects.filter(pk=cast.schoolmate.pk).update(language="en")
    return built(shelf.collection, cast.schoolmate)


def test_its_owner_downloads_it_and_nobody_else(cast: Cast, browse: Browse, pack: Pack) -> None:
    answer = browse(cast.schoolmate).get(address(pack))
    assert (
        answer.headers["Content-Disposition"].startswith("attachment") and "private" in answer.headers["Cache-Control"]
    )
    assert unzipped(body(answer))["01 Brøkdyst/ark.txt"] == "et ark"
    for other in (cast.lead, cast.teammate, cast.stranger, cast.editor, cast.operator, cast.ex_member):
        assert browse(other).get(address(pack)).status_code == 404
    assert browse(cast.visitor).get(address(pack)).status_code == 302


CHANGES: dict[str, Change] = {
    "narrowed": lambda cast, shelf: Material.objects.filter(pk=shelf.open.pk).update(reach=Reach.TEAM),
    "trashed": lambda cast, shelf: trash.trash(shelf.open, by=cast.owner),
    "rewritten": lambda cast, shelf: (
        factories.sharing.change_text(shelf.open, by=cast.owner, title="Ny")
        or factories.sharing.publish(shelf.open, by=cast.owner)
    ),
    "taken out": lambda cast, shelf: arranging.remove(shelf.open_part, by=cast.lead),
    "noted": lambda cast, shelf: arranging.set_text(shelf.open_part, "Ny note", base=0, by=cast.lead),
    "file gone": lambda cast, shelf: Attachment.objects.get().file.storage.delete(Attachment.objects.get().file.name),
    "license": lambda cast, shelf: Material.objects.filter(pk=shelf.open.pk).update(license="CC-BY-SA-4.0"),
    "renamed": lambda cast, shelf: curating.change_about(shelf.collection, by=cast.lead, base=0, title="Ny"),
    "shown": lambda cast, shelf: factories.sharing.share(shelf.hidden, reach=Reach.SCHOOL, by=cast.owner),
    "bytes gone": lambda cast, shelf: Pack.objects.get().path.unlink(),
    "expired": lambda cast, shelf: Pack.objects.update(expires_at=timezone.now()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_stale_pack_is_not_given_out_but_built_anew(
    cast: Cast, browse: Browse, shelf: Shelf, pack: Pack, change: str
) -> None:
    CHANGES[change](cast, shelf)
    client = browse(cast.schoolmate)
    answer = client.get(address(pack))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/collections/{shelf.collection.pk}/pack/")
    work()
    fresh = client.get(address(pack))
    assert fresh.status_code == 200
    gone = change in {"narrowed", "trashed", "taken out"}
    assert ("01 Brøkdyst/index.html" in unzipped(body(fresh))) == (not gone and change != "rewritten")


def test_what_changes_unseen_leaves_the_pack_as_it_is(cast: Cast, browse: Browse, shelf: Shelf, pack: Pack) -> None:
    arranging.set_text(shelf.hidden_part, "Ny hemmelighed", base=0, by=cast.lead)
    assert browse(cast.schoolmate).get(address(pack)).status_code == 200


def test_who_loses_the_collection_loses_the_pack_and_its_bytes(cast: Cast, browse: Browse, pack: Pack) -> None:
    cast.schoolmate.employments.update(ended_on=date(2020, 1, 1))
    assert browse(cast.schoolmate).get(address(pack)).status_code == 404
    assert not pack.path.exists() and not Pack.objects.exists()


def test_nobody_asks_for_a_pack_of_what_they_do_not_see(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    with pytest.raises(PermissionDenied):
        store.ask(shelf.collection, by=cast.schoolmate)
    assert browse(cast.schoolmate).post(f"/collections/{shelf.collection.pk}/pack/").status_code == 404


def test_a_right_that_is_lost_before_the_worker_comes_builds_nothing(cast: Cast, shelf: Shelf) -> None:
    share(cast, shelf.collection, Reach.SCHOOL)
    pack = store.ask(shelf.collection, by=cast.schoolmate)
    share(cast, shelf.collection, Reach.TEAM)
    work()
    assert not Pack.objects.exists() and not pack.path.exists()


def test_the_page_says_how_far_it_is(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    client, page = browse(cast.lead), f"/collections/{shelf.collection.pk}/pack/"
    assert "Pack it" in client.get(page).content.decode()
    client.post(page)
    assert (
        "It waits for its turn." in client.get(page).content.decode()
        and "data-open" in client.get(page).content.decode()
    )
    Pack.objects.update(state=PackState.BUILDING, done=1, total=2)
    text = client.get(page).content.decode()
    assert "1 of 2 are packed." in text and '<progress max="2" value="1"' in text
    work()
    text = client.get(page).content.decode()
    assert address(Pack.objects.get()) in text and "data-open" not in text


def test_a_build_moves_what_the_page_says(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    client, page = browse(cast.lead), f"/collections/{shelf.collection.pk}/pack/"
    client.post(page)
    said: list[str] = []

    def look(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        """At the page, whenever the build has written to its row."""
        done = execute(sql, *rest)
        if sql.startswith('UPDATE "materials_pack"'):
            said.extend(re.findall(r"\d of \d are packed", client.get(page).content.decode()))
        return done

    with connection.execute_wrapper(look):
        work()
    assert said == ["0 of 2 are packed", "1 of 2 are packed", "2 of 2 are packed"]
    pack = Pack.objects.get()
    assert (pack.state, pack.done, pack.total) == (PackState.READY, 2, 2)


def test_asking_twice_is_one_task(cast: Cast, shelf: Shelf) -> None:
    for _ in range(2):
        store.ask(shelf.collection, by=cast.lead)
    assert DBTaskResult.objects.filter(task_path__endswith="build_pack").count() == 1
    work()
    digest = Pack.objects.get().digest
    store.ask(shelf.collection, by=cast.lead)
    assert (Pack.objects.get().digest, DBTaskResult.objects.filter(task_path__endswith="build_pack").count()) == (
        digest,
        0,
    )


def test_a_build_that_fails_says_so_and_can_be_asked_for_again(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    pack = store.ask(shelf.collection, by=cast.lead)
    pack.path.mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        building.build(str(pack.pk))
    assert list(settings.PACKS.iterdir()) == [pack.path]
    client, page = browse(cast.lead), f"/collections/{shelf.collection.pk}/pack/"
    assert "It could not be packed." in client.get(page).content.decode()
    pack.path.rmdir()
    client.post(page)
    work()
    assert client.get(address(pack)).status_code == 200


def test_packs_expire_with_their_bytes_and_bytes_without_a_pack_go_too(cast: Cast, pack: Pack) -> None:
    orphan = settings.PACKS / "nobodys.zip"
    orphan.write_bytes(b"x")
    assert store.expire() == 1 and pack.path.exists() and not orphan.exists()
    Pack.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert store.expire() == 1 and not pack.path.exists()


def test_nobody_has_more_packs_than_a_few(cast: Cast) -> None:
    part = factories.material(cast.team, cast.lead)
    for number in range(store.MOST_PACKS + 2):
        row = curating.create_collection(team=cast.team, title=f"Nr. {number}", by=cast.lead)
        arranging.add_part(row, part, by=cast.lead)
        built(row, cast.lead)
    assert Pack.objects.count() == len(list(settings.PACKS.iterdir())) == store.MOST_PACKS


def test_a_download_is_a_use_of_every_part(cast: Cast, browse: Browse, shelf: Shelf, pack: Pack) -> None:
    assert not MaterialUse.objects.exists()
    body(browse(cast.schoolmate).get(address(pack)))
    assert list(MaterialUse.objects.values_list("material", "used")) == [(shelf.open.pk, 1)]


#: Questions to the database at a download for each twenty parts: the texts of so many are in memory at once, no more.
FOR_A_BATCH = 20


def fill(cast: Cast, shelf: Shelf, put: Put, number: int) -> None:
    """Parts with all that a pack says of one: subjects, a source, a file."""
    for _ in range(number):
        part = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, subjects=list(Subject.objects.all()[:2]))
        put(part, "ark.txt", b"et ark")
        build_on(part, shelf.open, by=cast.owner)
        arranging.add_part(shelf.collection, part, by=cast.lead, note="Note")


def queries(client: Client, shelf: Shelf, user: User) -> int:
    """Of one download; what is kept for the next has been asked for before."""
    place = address(built(shelf.collection, user))
    client.get(place)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(place).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["lead", "schoolmate"])
def test_a_download_asks_so_many_times_for_each_twenty_parts_whatever_is_in_them(
    cast: Cast, browse: Browse, shelf: Shelf, put: Put, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    assert manifest.BATCH == 20
    monkeypatch.setattr(manifest, "BATCH", 4)  # a batch is a batch
    share(cast, shelf.collection, Reach.SCHOOL)
    arranging.remove(shelf.hidden_part, by=cast.lead)
    user, counts = getattr(cast, who), []
    for more in (2, 1, 4, 4):  # 3 parts, 4, 8 and 12
        fill(cast, shelf, put, more)
        counts.append(queries(browse(user), shelf, User.objects.get(pk=user.pk)))
    one, still_one, two, three = counts
    assert one == still_one and 0 < two - one == three - two <= FOR_A_BATCH, counts
