"""A second team for the cast, and something with files to make editions of."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from materials.adaptations.adapting import adapt
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services import files, sharing
from materials.vocabulary import Reach
from teams.models.team import Team
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.materials.pages.conftest import Browse, browse

__all__ = ["Browse", "browse"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Reasons are compared as they are written in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def there(cast: Cast) -> Team:
    """A team of the stranger's school."""
    return factories.team(cast.stranger, of=[cast.other_school], name="Sydholdet")


@pytest.fixture
def next_door(cast: Cast) -> Team:
    """Another team of the cast's school, which the schoolmate is in."""
    return factories.team(cast.schoolmate, of=[cast.school], name="Nabo")


@pytest.fixture
def source(cast: Cast, tmp_path: Path) -> Material:
    """Shared with everyone under BY-SA, with a picture in its text and a file beside it."""
    made = factories.material(
        cast.team, cast.owner, title="Brøkdyst", tags=["brøk"], license="CC-BY-SA-4.0", grades=[4, 5], summary="Et spil"
    )
    for name in ("bane.png", "regler.txt"):
        path = tmp_path / name
        path.write_bytes(name.encode())
        files.add_files(made, [files.StagedFile(path, name)], by=cast.owner)
    picture = made.attachments.get(name="bane.png")
    image = {"type": "image", "value": {"slot": str(picture.slot), "alt": "En bane", "caption": "Banen"}, "id": "one"}
    text = {"type": "rich_text", "value": f'<p><a href="/files/slot/{picture.slot}/">Banen</a></p>', "id": "two"}
    sharing.change_text(made, by=cast.owner, body=[image, text])
    return widened(made, Reach.PUBLIC, cast.owner)


@pytest.fixture
def edition(cast: Cast, there: Team) -> Material:
    """Of own work without a license that the municipality sees, and shared as wide itself."""
    made = adapt(unlicensed(cast, Reach.MUNICIPALITY, title="Kilden"), team=there, by=cast.stranger)
    return widened(made, Reach.MUNICIPALITY, cast.stranger)


def widened(material: Material, reach: Reach, by: User) -> Material:
    """Shared so far, as an editor's approval would have it."""
    sharing.share(now(material), reach=min(reach, Reach.SCHOOL), by=by)
    Material.objects.filter(pk=material.pk).update(reach=reach)
    material.sources.update(unseen=False)
    return now(material)


def source_of(edition: Material) -> Material:
    found = edition.sources.direct().get().material
    assert found is not None
    return found


def now(material: Material) -> Material:
    return Material.objects.get(pk=material.pk)


def files_of(material: Material) -> list[Attachment]:
    return Attachment.objects.shown_by(now(material).get_latest_revision_as_object().shown)


def unlicensed(cast: Cast, reach: Reach | None, **fields: Any) -> Material:
    """Own work that names no license."""
    return factories.material(cast.team, cast.owner, reach=reach, license="", **fields)
