"""What an editor is asked about, and written on since: its row runs ahead of the text that was submitted."""

from pathlib import Path

import pytest

from materials.models.material import Material
from materials.services import drafts, files, sharing
from materials.vocabulary import Reach
from teams.models.user import User
from teams.roles import EDITORS
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def colleague(cast: Cast) -> User:
    """An editor who teaches at the school."""
    return factories.person(cast.school, offices=frozenset({EDITORS}))


@pytest.fixture
def asked(cast: Cast, tmp_path: Path) -> Material:
    """Never shared; submitted with a file under the title `spurgt`, called `senere` since, and in grade 9."""
    made = factories.material(cast.team, cast.owner, title="spurgt")
    path = tmp_path / "ark.txt"
    path.write_text("Hej")
    files.add_files(made, [files.StagedFile(path, "ark.txt")], by=cast.owner)
    sharing.share(Material.objects.get(pk=made.pk), reach=Reach.MUNICIPALITY, by=cast.owner)
    drafts.save_text(Material.objects.get(pk=made.pk), by=cast.owner, base=None, title="senere", grades=[9])
    return Material.objects.get(pk=made.pk)
