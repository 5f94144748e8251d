"""`manage.py pack`: the same pack, from the command line, for a named person."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from materials.models.collection import Collection
from materials.vocabulary import Reach
from teams.models import AuditEntry
from tests.conftest import Cast
from tests.materials.collections.conftest import share
from tests.materials.collections.packs.conftest import Shelf, unzipped


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
