"""`manage.py pack`: the same pack, from the command line, for a named person."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from materials.management.commands.pack import TRIES
from materials.models.collection import Collection, Entry
from materials.vocabulary import Reach
from teams.models import AuditEntry
from tests.conftest import Cast
from tests.materials.collections.conftest import share
from tests.materials.collections.packs.conftest import Put, Shelf, unzipped


def run(collection: object, user: str, out: Path) -> str:
    said = StringIO()
    call_command("pack", str(collection), "--as", user, "--out", str(out), stdout=said)
    return said.getvalue()


def test_it_holds_what_that_person_may_see(cast: Cast, shelf: Shelf, tmp_path: Path) -> None:
    share(cast, shelf.collection, Reach.SCHOOL)
    said = {}
    for role in ("teammate", "schoolmate"):
        said[role] = run(shelf.collection.pk, getattr(cast, role).subject, tmp_path / f"{role}.zip")
    assert said["teammate"].startswith("2 materials") and said["schoolmate"].startswith("1 materials")
    assert "Hemmelig" in str(unzipped((tmp_path / "teammate.zip").read_bytes()))
    assert "Hemmelig" not in str(unzipped((tmp_path / "schoolmate.zip").read_bytes()))
    assert [path.name for path in tmp_path.glob("*.half")] == []
    assert AuditEntry.objects.filter(action="collection.pack").count() == 2


def test_it_takes_a_fixed_address(cast: Cast, shelf: Shelf, tmp_path: Path) -> None:
    Collection.objects.update(slug="broeker")
    run("broeker", cast.lead.subject, tmp_path / "a.zip")
    assert "index.html" in unzipped((tmp_path / "a.zip").read_bytes())


@pytest.mark.parametrize("who", ["schoolmate", "nobody"])
def test_who_may_not_see_it_gets_one_plain_sentence_and_no_file(
    cast: Cast, shelf: Shelf, tmp_path: Path, who: str
) -> None:
    user = cast.schoolmate.subject if who == "schoolmate" else "nobody"
    said = []
    for collection in (shelf.collection.pk, 999_999):
        with pytest.raises(CommandError) as refused:
            run(collection, user, tmp_path / "a.zip")
        said.append(str(refused.value).replace(f" {collection} ", " N "))
    assert said[0] == said[1] and not (tmp_path / "a.zip").exists()


def test_a_folder_that_is_not_there_is_one_plain_sentence(cast: Cast, shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="could not be written"):
        run(shelf.collection.pk, cast.lead.subject, tmp_path / "missing" / "a.zip")


@contextmanager
def while_it_is_packed(do: Callable[[], object]) -> Iterator[None]:
    """Does it each time the files of the parts are asked for: first for the pack, then to see whether it holds."""
    is_doing = False

    def look(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal is_doing
        found = execute(sql, *rest)
        if 'FROM "materials_attachment"' in sql and not is_doing:
            is_doing = True
            do()
            is_doing = False
        return found

    with connection.execute_wrapper(look):
        yield


def test_a_file_that_is_there_is_whole_until_the_pack_is(cast: Cast, shelf: Shelf, tmp_path: Path, put: Put) -> None:
    put(shelf.open, "ark.txt", b"et ark")
    out, seen = tmp_path / "a.zip", list[bytes]()
    out.write_bytes(b"an older one")
    with while_it_is_packed(lambda: seen.append(out.read_bytes())):
        run(shelf.collection.pk, cast.lead.subject, out)
    assert seen == [b"an older one"] * 2
    assert unzipped(out.read_bytes())["01 Brøkdyst/ark.txt"] == "et ark"
    assert not out.with_name("a.zip.half").exists()


def test_what_cannot_take_the_place_of_what_is_there_leaves_nothing_beside_it(
    cast: Cast, shelf: Shelf, tmp_path: Path
) -> None:
    out = tmp_path / "a.zip"
    out.mkdir()
    with pytest.raises(CommandError, match="could not be written"):
        run(shelf.collection.pk, cast.lead.subject, out)
    assert out.is_dir() and not out.with_name("a.zip.half").exists()
    assert not AuditEntry.objects.filter(action="collection.pack").exists()


def noting(shelf: Shelf, *, times: int) -> Callable[[], object]:
    """Another note on a part: so many times for the pack that is being written, and never while it is looked at."""
    asked = 0

    def note() -> None:
        nonlocal asked
        if asked % 2 == 0 and asked // 2 < times:
            Entry.objects.filter(pk=shelf.open_part.pk).update(text=f"Note {asked // 2 + 1}")
        asked += 1

    return note


def test_what_is_changed_meanwhile_is_packed_anew(cast: Cast, shelf: Shelf, tmp_path: Path, put: Put) -> None:
    put(shelf.open, "ark.txt", b"et ark")
    with while_it_is_packed(noting(shelf, times=TRIES - 1)):
        run(shelf.collection.pk, cast.lead.subject, tmp_path / "a.zip")
    page = unzipped((tmp_path / "a.zip").read_bytes())["index.html"]
    assert f"Note {TRIES - 1}" in page and f"Note {TRIES - 2}" not in page


def test_what_is_changed_each_time_is_given_up_and_the_older_file_stays(
    cast: Cast, shelf: Shelf, tmp_path: Path, put: Put
) -> None:
    put(shelf.open, "ark.txt", b"et ark")
    out = tmp_path / "a.zip"
    out.write_bytes(b"an older one")
    with while_it_is_packed(noting(shelf, times=TRIES)), pytest.raises(CommandError, match="keeps changing"):
        run(shelf.collection.pk, cast.lead.subject, out)
    assert out.read_bytes() == b"an older one" and not out.with_name("a.zip.half").exists()
    assert not AuditEntry.objects.filter(action="collection.pack").exists()
