"""What Elasticsearch itself says of our indices: strict, under two names each, and of which schema they are."""

from typing import Any

import pytest
from elasticsearch import BadRequestError
from pytest_django.fixtures import Settings

from materials.vocabulary import Reach
from search.criteria import ask
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.layout import MaterialDocument, PassageDocument, as_document, as_passage
from search.finding import find
from search.indexing import drain
from search.schema import ANALYSIS, VERSION
from tests import factories
from tests.conftest import Cast
from tests.search.engines.shelf import material

TODAYS = {"schema": VERSION, "analysis": ANALYSIS}
READ, WRITE = {}, {"is_write_index": True}


def indices(elastic: ElasticEngine) -> dict[str, Any]:
    """Mappings, aliases and settings of every index of the prefix, by name."""
    found: dict[str, Any] = elastic.client.indices.get(index=f"{elastic.names.prefix}-*").body
    return found


def test_both_indices_are_strict_and_say_their_schema(elastic: ElasticEngine) -> None:
    elastic.current()
    held = [index["mappings"] for index in indices(elastic).values()]
    assert [(one["dynamic"], one["_meta"]) for one in held] == [("strict", TODAYS)] * 2
    fields = sorted((sorted(one["properties"]) for one in held), key=len)
    asked = [sorted(one._doc_type.mapping.to_dict()["properties"]) for one in (PassageDocument, MaterialDocument)]
    assert fields == asked


def test_a_field_that_nobody_declared_is_refused_and_the_same_row_without_it_is_taken(elastic: ElasticEngine) -> None:
    one = material(1, "Ark", pages=["Brøker"])
    generation = elastic.current()
    rows = {
        generation.materials: as_document(one.documents[0]),
        generation.passages: as_passage(1, one.passages[0]),
    }
    for index, row in rows.items():
        with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
            elastic.client.index(index=index, document={**row, "unheard_of": "x"})
        assert elastic.client.index(index=index, document=row)["result"] == "created"
    assert "unheard_of" not in str(indices(elastic))


def test_each_index_has_a_name_to_read_and_one_to_write_and_a_new_generation_takes_both(elastic: ElasticEngine) -> None:
    before = elastic.current()
    fresh = elastic.begin()
    elastic.promote(fresh)
    aliases = {name: index["aliases"] for name, index in indices(elastic).items()}
    names = elastic.names
    for of, alias in ((names.materials, names.read_materials), (names.passages, names.read_passages)):
        assert aliases[of(fresh.name)] == {alias: READ, f"{alias}-write": WRITE}
        assert aliases[of(before.name)] == {}
    assert len(aliases) == 4
    elastic.promote(elastic.begin())
    assert names.materials(before.name) not in indices(elastic)
    assert names.materials(fresh.name) in indices(elastic)


@pytest.mark.parametrize("meta", [{**TODAYS, "schema": VERSION - 1}, {**TODAYS, "analysis": ANALYSIS + 1}, {}])
def test_an_index_of_another_schema_is_not_asked_and_built_anew(
    cast: Cast, elastic: ElasticEngine, settings: Settings, monkeypatch: pytest.MonkeyPatch, meta: dict[str, int]
) -> None:
    monkeypatch.setattr("search.engines.elastic.engine.KNOWN_FOR", 0.0)
    settings.ELASTICSEARCH = elastic.server
    factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title="Brøker")
    drain()
    assert find(ask("brøker"), user=cast.visitor).engine == "elasticsearch"
    old = elastic.current().name
    elastic.client.indices.put_mapping(index=elastic.names.materials(old), meta=meta)
    assert find(ask("brøker"), user=cast.visitor).engine == "database"
    drain()
    found = find(ask("brøker"), user=cast.visitor)
    assert (found.engine, found.total) == ("elasticsearch", 1)
    assert elastic.current().name != old
    fresh = indices(elastic)[elastic.names.materials(elastic.current().name)]
    assert fresh["mappings"]["_meta"] == TODAYS
