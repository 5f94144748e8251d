"""How often a search goes to Elasticsearch and back, counted on the way, and what comes of several questions in one."""

from pathlib import Path

import pytest

from materials.models.material import Material
from materials.vocabulary import Reach
from search.criteria import ask
from search.engines import Asked, EngineError, RefusedError
from search.engines.elastic.breaker import MOST_FAILURES
from search.engines.elastic.engine import ElasticEngine
from search.finding import Results, find
from search.indexing import drain
from search.instead import FEW
from tests import elasticsearch, factories
from tests.conftest import Cast
from tests.search.engines.shelf import EVERYONE
from tests.search.faults.proxy import Proxy
from tests.search.faults.stock import NOTHING_DIFFERS, differences
from tests.search.test_result_page import shared_file

TWICE = [Asked(EVERYONE), Asked(EVERYONE)]
#: On its way up, the index is there and no node has it.
NOWHERE = {"index.routing.allocation.require._name": "nobody"}


@pytest.fixture
def shelf(proxy: Proxy, cast: Cast) -> Cast:
    """Enough about fractions and one about water; the server has said once which index answers."""
    for title in [*(f"Brøker {number}" for number in range(FEW)), "Vandets kredsløb"]:
        factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title=title, grades=[5])
    drain()
    find(ask(""), user=cast.owner)
    return cast


def trips(proxy: Proxy, shelf: Cast, typed: str, **filters: list[str]) -> tuple[int, Results]:
    proxy.asked.clear()
    results = find(ask(typed, filters=filters), user=shelf.owner)
    assert results.engine == "elasticsearch"
    return len(proxy.asked), results


@pytest.mark.parametrize(("typed", "grades"), [("", []), ("brøker", []), ("brøker", ["5", "6"]), ("brøker 5. kl", [])])
def test_what_finds_enough_takes_one_trip(proxy: Proxy, shelf: Cast, typed: str, grades: list[str]) -> None:
    taken, results = trips(proxy, shelf, typed, grade=grades)
    assert results.total >= FEW
    assert taken == 1


def test_the_pages_of_files_take_one_more(proxy: Proxy, shelf: Cast, tmp_path: Path) -> None:
    shared_file(shelf, tmp_path / "fil", ["forside", "om brøker"])
    taken, results = trips(proxy, shelf, "brøker")
    assert [hit.place.page for hit in results.hits if hit.place.page] == [2]
    assert taken == 2


def test_what_finds_little_takes_one_more_for_what_nearly_answers(proxy: Proxy, shelf: Cast) -> None:
    taken, results = trips(proxy, shelf, "vandets kredsløb")
    assert results.total == 1
    assert taken == 2


@pytest.mark.parametrize(
    ("typed", "filters", "most"),
    [
        ("", {"grade": ["9"], "kind": ["video"]}, 2),
        ("brøker", {"grade": ["9"], "kind": ["video"], "language": ["en"]}, 2),
        ("vandets kredsløb brøker 1", {"grade": ["9"]}, 2),
        ("kresdløb", {}, 3),
        ("xyzzy", {}, 2),
        ("vandets kresdløb", {}, 4),
        ("kresdløb bøker vandts findesikke", {"grade": ["9"], "kind": ["video"]}, 4),
        ("en to tre fire fem seks syv otte", {"grade": ["9"]}, 4),
    ],
)
def test_what_finds_nothing_takes_three_more_at_most(
    proxy: Proxy, shelf: Cast, typed: str, filters: dict[str, list[str]], most: int
) -> None:
    taken, results = trips(proxy, shelf, typed, **filters)
    assert results.total == 0
    assert taken <= most


@pytest.mark.parametrize(
    ("typed", "filters", "meant", "most"),
    [
        ("bøker", {}, "brøker", 2),
        ("kresdløb", {}, "kredsløb", 3),
        ("bøker", {"grade": ["5"]}, "brøker", 4),
        ("vandets kresdløb", {}, "vandets kredsløb", 4),
    ],
)
def test_one_word_alone_that_was_meant_takes_fewer_for_it_is_known_to_be_there(
    proxy: Proxy, shelf: Cast, typed: str, filters: dict[str, list[str]], meant: str, most: int
) -> None:
    """A word that might be a compound takes one for its parts."""
    taken, results = trips(proxy, shelf, typed, **filters)
    assert (results.total, results.suggestion) == (0, meant)
    assert taken <= most


def test_no_question_asks_nothing(proxy: Proxy, shelf: Cast, asking: ElasticEngine) -> None:
    proxy.asked.clear()
    assert asking.search_each([]) == asking.spellings_each([], EVERYONE, limit=5) == []
    assert proxy.asked == []


def test_several_that_are_refused_are_refused_like_one(node: elasticsearch.Node) -> None:
    """There is no index: the server says so of each question, and of all together that it has answered."""
    elastic = ElasticEngine(elasticsearch.own_prefix(node.url))
    for _ in range(MOST_FAILURES):
        with pytest.raises(RefusedError, match=r"404\. index_not_found"):
            elastic.search_each(TWICE)
    assert not elastic.breaker.is_open


def test_several_that_cannot_be_answered_open_the_breaker_like_one(node: elasticsearch.Node) -> None:
    elastic = ElasticEngine(elasticsearch.own_prefix(node.url))
    index, alias = elastic.names.materials("nowhere"), elastic.names.read_materials
    elastic.client.indices.create(index=index, aliases={alias: {}}, settings=NOWHERE, wait_for_active_shards="0")
    for _ in range(MOST_FAILURES):
        with pytest.raises(EngineError, match="503"):
            elastic.search_each(TWICE)
    assert elastic.breaker.is_open
    elastic.remove()


def test_a_change_that_says_nothing_of_a_file_writes_none_of_its_pages(
    proxy: Proxy, shelf: Cast, tmp_path: Path
) -> None:
    shared = shared_file(shelf, tmp_path / "fil", ["forside", "om brøker"])
    drain()
    Material.objects.filter(pk=shared.pk).update(license="CC-BY-SA-4.0")
    proxy.asked.clear()
    drain()
    assert [path.partition("?")[0] for path in proxy.asked].count("/_bulk") == 1
    assert differences() == NOTHING_DIFFERS
