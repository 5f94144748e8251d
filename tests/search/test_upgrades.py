"""An index that an older release left behind, or that is broken, is built anew by itself."""

from pathlib import Path

from materials.vocabulary import Reach
from search.criteria import ask
from search.engines.choosing import engine
from search.engines.embedded.engine import EmbeddedEngine
from search.finding import find
from search.indexing import drain
from search.models import IndexHead
from tests import factories
from tests.conftest import Cast


def indexed(cast: Cast) -> Path:
    """The folder of the embedded index, with one material in it."""
    factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Brøker")
    drain()
    asked = engine()
    assert isinstance(asked, EmbeddedEngine)
    return asked.folders.folder


def test_an_index_of_an_older_release_is_built_anew(cast: Cast) -> None:
    """Its fields are others: it cannot even be opened."""
    folder = indexed(cast)
    old = folder / "1.0-old"
    (folder / (folder / "current").read_text()).rename(old)
    (old / "passages" / "meta.json").write_text("{}")
    (folder / "current").write_text(old.name)
    IndexHead.objects.update(generation=old.name)
    assert find(ask("brøk"), user=cast.schoolmate).engine == "database"
    drain()
    assert find(ask("brøk"), user=cast.schoolmate).engine == "embedded"


def test_a_broken_index_is_built_anew(cast: Cast) -> None:
    folder = indexed(cast)
    (folder / (folder / "current").read_text() / "materials" / "meta.json").write_text("torn")
    engine().folders._open = None  # type: ignore[attr-defined]  # another process, which has not opened it yet
    assert find(ask("brøk"), user=cast.schoolmate).engine == "database"
    drain()
    assert find(ask("brøk"), user=cast.schoolmate).total == 1
