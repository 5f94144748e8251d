"""One material that cannot be read or stored keeps no other out of the index, whichever engine holds it."""

from pathlib import Path

import pytest
from django.conf import settings
from wagtail.models import Revision

from materials.models.material import Material
from materials.services import drafts
from search.criteria import ask
from search.engines.choosing import engine
from search.engines.embedded.engine import EmbeddedEngine
from search.finding import find
from search.indexing import drain
from search.models import Standing
from search.rebuilding import rebuild
from search.settling import MOST_TRIES
from search.status import status
from tests import factories
from tests.conftest import Cast
from tests.search.engines.shelf import found, material
from tests.search.faults.stock import NOTHING_DIFFERS, differences, make_due, nothing_waits, stock

#: Tantivy's numbers have no sign, and the sun did not rise on Staffroom before 1970.
NEVER = "1960-01-01T00:00Z"


@pytest.fixture
def embedded(cast: Cast) -> EmbeddedEngine:
    drain()
    asking = engine()
    if not isinstance(asking, EmbeddedEngine):
        pytest.skip("A law of the embedded engine alone.")
    return asking


@pytest.fixture
def poison(embedded: EmbeddedEngine, cast: Cast) -> int:
    ids = stock(cast, 500)
    Material.objects.filter(pk=ids[250]).update(last_published_at=NEVER)
    for _ in range(MOST_TRIES + 1):
        make_due()
        drain()
    return ids[250]


def test_what_the_embedded_engine_cannot_store_keeps_no_other_out(poison: int) -> None:
    assert differences() == {**NOTHING_DIFFERS, "missing": 1}
    (letter,) = status().dead
    assert (letter.material, letter.tries) == (poison, MOST_TRIES)
    assert letter.reason.startswith("It cannot be stored: can't convert negative int")


def test_it_is_tried_again_when_it_changes(poison: int) -> None:
    Material.objects.filter(pk=poison).update(last_published_at="2026-01-01T00:00Z")
    drain()
    assert (nothing_waits(), differences(), status().dead) == (True, NOTHING_DIFFERS, [])


def test_it_does_not_keep_a_new_index_from_answering(poison: int, embedded: EmbeddedEngine, cast: Cast) -> None:
    rebuild(embedded)
    assert (status().answers, differences()) == (True, {**NOTHING_DIFFERS, "missing": 1})
    assert Standing.objects.get(pending=True).material == poison
    assert find(ask("brøker"), user=cast.schoolmate).total == 499


def test_each_material_has_a_result_of_its_own(tmp_path: Path) -> None:
    asking = EmbeddedEngine(tmp_path / "engine")
    batch = [material(1, "Brøker"), material(2, "Brøker", shared=-1), material(3, "Brøker")]
    for generation in (asking.current(), asking.begin()):
        refused = generation.write([batch])
        assert list(refused) == [2]
        assert generation.revisions(range(10)) == {1: 1, 3: 1}
    assert sorted(found(asking, "brøker")) == [1, 3]


@pytest.fixture
def unreadable(cast: Cast) -> Material:
    """A draft of a text whose stored form nobody can read, among others."""
    stock(cast, 30)
    broken = factories.material(cast.team, cast.owner, title="Brøker")
    drafts.save_text(broken, by=cast.owner, base=None, title="Brøker nu")
    broken.refresh_from_db()
    Revision.objects.filter(pk=broken.latest_revision_id).update(content={"title": "Brøker", "shown": 5})
    return broken


def test_a_text_that_cannot_be_read_keeps_no_other_out(unreadable: Material) -> None:
    drain()
    (row,) = Standing.objects.filter(pending=True)
    assert (row.material, row.tries) == (unreadable.pk, 1)
    assert row.reason.startswith("It cannot be read: TypeError")
    assert differences() == {**NOTHING_DIFFERS, "missing": 1}


def broken_index() -> None:
    """What a disk makes of files now and then."""
    for path in (settings.SEARCH_FOLDER / "embedded").rglob("*"):
        if path.is_file() and path.suffix in {".term", ".store", ".idx", ".fast", ".pos", ".fieldnorm"}:
            path.write_bytes(b"\x00\xff" * (path.stat().st_size // 2))


def test_an_index_whose_files_are_broken_breaks_no_page(embedded: EmbeddedEngine, cast: Cast) -> None:
    stock(cast, 5)
    drain()
    broken_index()
    embedded.folders = type(embedded.folders)(embedded.folders.folder)
    results = find(ask("brøker"), user=cast.schoolmate)
    assert (results.engine, results.total) == ("database", 5)


@pytest.mark.parametrize("part", ["materials", "passages"])
@pytest.mark.parametrize("is_open", [True, False])
def test_an_index_that_cannot_be_opened_is_built_anew(
    embedded: EmbeddedEngine, cast: Cast, part: str, is_open: bool
) -> None:
    """By a process that begins, and by one that had it open when it broke."""
    stock(cast, 5)
    drain()
    for path in (settings.SEARCH_FOLDER / "embedded").glob(f"*/{part}/meta.json"):
        path.write_text("{")
    if not is_open:
        embedded.folders = type(embedded.folders)(embedded.folders.folder)
    assert find(ask("brøker"), user=cast.schoolmate).engine == "database"
    drain()
    assert (find(ask("brøker"), user=cast.schoolmate).engine, differences()) == ("embedded", NOTHING_DIFFERS)
