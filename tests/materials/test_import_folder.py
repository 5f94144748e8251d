"""A folder of files becomes materials of a team, and the folder itself is only read."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.vocabulary import Reach
from tests.conftest import Cast

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "files"


def imported(folder: Path, cast: Cast, *more: str) -> str:
    out = StringIO()
    names = ["--team", cast.team.slug, "--as", cast.owner.subject]
    call_command("import_folder", str(folder), *names, *more, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "5. klasse").mkdir()
    (tmp_path / "5. klasse" / "brøker på tallinjen.txt").write_text("brøker")
    (tmp_path / "tavle.md").write_text("# Tavle")
    (tmp_path / ".skjult").write_text("nej")
    (tmp_path / "udenfor.txt").symlink_to("/etc/hostname")
    return tmp_path


def test_every_file_becomes_a_draft_of_the_team_and_the_folder_stays_as_it_was(cast: Cast, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    assert "imported: 2, passed over: 0, refused: 0" in imported(folder, cast)
    titles = Material.objects.order_by("title").values_list("title", "live", "team", "created_by")
    assert list(titles) == [(t, False, cast.team.pk, cast.owner.pk) for t in ("brøker på tallinjen", "tavle")]
    assert sorted(folder.rglob("*")) == before
    assert not list(settings.UPLOADS.glob("form-*"))


def test_a_second_run_brings_only_what_is_new_and_shares_as_told(cast: Cast, folder: Path) -> None:
    imported(folder, cast)
    (folder / "ny.txt").write_text("ny")
    assert "imported: 1, passed over: 2" in imported(folder, cast, "--reach", "school")
    assert list(Material.objects.published().values_list("title", "reach")) == [("ny", Reach.SCHOOL)]


def test_a_bad_file_is_named_and_the_others_go_on(cast: Cast, folder: Path) -> None:
    (folder / "tom.txt").touch()
    with pytest.raises(CommandError, match="1 files could not be imported"):
        imported(folder, cast)
    assert Attachment.objects.count() == 2


def test_a_dry_run_lists_and_changes_nothing(cast: Cast, folder: Path) -> None:
    assert imported(folder, cast, "--dry-run").splitlines() == ["5. klasse/brøker på tallinjen.txt", "tavle.md"]
    assert not Material.objects.exists()


@pytest.mark.parametrize(("who", "where"), [("stranger", ""), ("owner", "/findes/ikke")])
def test_nobody_imports_into_a_team_of_others_nor_from_nowhere(cast: Cast, folder: Path, who: str, where: str) -> None:
    names = ["--team", cast.team.slug, "--as", getattr(cast, who).subject]
    with pytest.raises(CommandError):
        call_command("import_folder", where or str(folder), *names)
    assert not Material.objects.exists()


def test_the_real_lessons_are_imported_whole(cast: Cast) -> None:
    if not CORPUS.is_dir():
        pytest.skip("!!! ../shared/corpus is missing: importing real lesson files is NOT tested.")
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert f"imported: {len(files)}, passed over: 0, refused: 0" in imported(CORPUS, cast)
    assert Attachment.objects.count() == len(files)
