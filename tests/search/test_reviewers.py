"""An editor is asked about what was submitted, and sees nothing else of the material."""

from pathlib import Path

import pytest
from django.test import Client

from materials import review
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services import drafts, files, sharing
from materials.vocabulary import Reach
from search.criteria import ask
from search.finding import find
from search.indexing import drain
from teams.models.user import User
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def submitted(cast: Cast, tmp_path: Path) -> Material:
    """The team alone has `ældre`; `spurgt` is with the editors; `senere` came after."""
    material = factories.material(cast.team, cast.owner, title="ældre")
    path = tmp_path / "file"
    path.write_text("ældre fil")
    files.add_files(material, [files.StagedFile(path, "ældre.txt")], by=cast.owner)
    sharing.share(material, reach=Reach.TEAM, by=cast.owner)
    files.remove_file(Attachment.objects.get(), by=cast.owner)
    drafts.save_text(material, by=cast.owner, base=None, title="spurgt")
    sharing.share(Material.objects.get(pk=material.pk), reach=Reach.MUNICIPALITY, by=cast.owner)
    drafts.save_text(Material.objects.get(pk=material.pk), by=cast.owner, base=None, title="senere")
    return Material.objects.get(pk=material.pk)


def titles(word: str, user: User) -> list[str]:
    drain()
    return [hit.material.title for hit in find(ask(word), user=user).hits]


def test_an_editor_finds_what_was_submitted_and_reads_that(cast: Cast, submitted: Material) -> None:
    assert titles("spurgt", cast.editor) == ["spurgt"]
    assert titles("", cast.editor) == ["spurgt"]
    assert titles("ældre", cast.editor) == titles("senere", cast.editor) == []


def test_the_team_finds_what_it_shared_and_what_it_writes(cast: Cast, submitted: Material) -> None:
    assert titles("senere", cast.teammate) == ["senere"]
    assert titles("spurgt", cast.schoolmate) == titles("senere", cast.schoolmate) == []


def test_once_it_is_decided_the_editor_is_as_anybody(cast: Cast, submitted: Material) -> None:
    review.send_back(submitted, by=cast.editor, reason="Skriv kilden på.")
    assert titles("spurgt", cast.editor) == titles("", cast.editor) == []


def test_an_editor_gets_no_file_of_the_teams_own_text(cast: Cast, submitted: Material) -> None:
    client = Client()
    client.force_login(cast.editor, backend="teams.backends.LocalBackend")
    assert client.get(f"/files/{Attachment.objects.get().pk}/x").status_code == 404
