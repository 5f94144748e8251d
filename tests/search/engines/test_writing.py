"""How an engine is written to: part by part, pages only where they say something new, and nothing left of what was."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from search.analysis.aliases import Aliases
from search.engines import Engine
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.generation import ElasticGeneration
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.generation import EmbeddedGeneration
from search.query_language import read_question
from search.schema import IndexedMaterial
from tests.search.engines.shelf import found, material


def page_with(engine: Engine, word: str, pk: int = 1) -> int | None:
    return engine.passages([pk * 10], read_question(word, Aliases())).get(pk * 10)


def with_pages(revision: int, *pages: str, pk: int = 1) -> IndexedMaterial:
    return material(pk, "Ark", pages=pages, revision=revision)


def test_parts_are_asked_for_one_at_a_time_where_the_caller_is_and_all_of_them_are_found(engine: Engine) -> None:
    asked: list[int] = []

    def parts() -> Iterator[list[IndexedMaterial]]:
        for part in range(6):
            asked.append(threading.get_ident())
            yield [material(part * 10 + one, "Ark") for one in range(1, 4)]

    assert engine.current().write(parts()) == {}
    assert asked == [threading.get_ident()] * 6
    assert len(found(engine, "ark", size=20)) == 18


def test_a_part_may_be_empty_and_so_may_everything(engine: Engine) -> None:
    assert engine.current().write([]) == engine.current().write([[]]) == {}
    assert engine.current().write([[], [material(1, "Ark")], []]) == {}
    assert found(engine, "ark") == [1]


def test_what_breaks_off_leaves_the_index_to_be_written_again(engine: Engine) -> None:
    """The caller's own trouble is not the engine's."""

    def parts() -> Iterator[list[IndexedMaterial]]:
        yield [material(1, "Ark")]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.current().write(parts())
    assert engine.current().write([[material(1, "Ark", revision=2), material(2, "Ark")]]) == {}
    assert sorted(found(engine, "ark")) == [1, 2]
    assert engine.current().revisions(range(10)) == {1: 2, 2: 1}


def test_pages_that_say_the_same_stay_and_others_take_their_places(engine: Engine) -> None:
    for revision, pages in enumerate((["ler", "sand"], ["ler", "sand"], ["ler", "grus"], ["grus"], []), 1):
        engine.current().write([[with_pages(revision, *pages)]])
        assert [page_with(engine, word) for word in ("ler", "sand", "grus")] == [
            pages.index(word) + 1 if word in pages else None for word in ("ler", "sand", "grus")
        ]


def test_pages_of_one_material_are_no_reason_to_write_anothers(engine: Engine) -> None:
    engine.current().write([[with_pages(1, "ler"), with_pages(1, "sand", pk=2)]])
    engine.current().write([[with_pages(2, "ler"), with_pages(2, "grus", pk=2)]])
    assert [page_with(engine, "ler"), page_with(engine, "sand", 2), page_with(engine, "grus", 2)] == [1, None, 1]


def test_of_several_texts_no_more_are_left_than_there_are(engine: Engine) -> None:
    one = material(1, "Ark")
    (text,) = one.documents
    several = (text, replace(text, readers=("team:7",)), replace(text, readers=("editors",)))
    for revision, texts in enumerate((several, several[:2], several[:1], several, ()), 1):
        written = tuple(replace(each, revision=revision) for each in texts)
        engine.current().write([[replace(one, revision=revision, documents=written)]])
        assert engine.current().revisions(range(10)) == ({1: revision} if texts else {})
        assert bool(found(engine, "ark")) == bool(texts)


@pytest.mark.parametrize("lost", [0, 1])
def test_pages_that_were_lost_or_half_written_are_whole_after_the_next_change(
    elastic: ElasticEngine, lost: int
) -> None:
    """Somebody died between two requests: one page is not there, or it is that of another state of the file.

    The embedded index commits all pages at once, and writes all of them with every change.
    """
    generation = elastic.current()
    generation.write([[with_pages(1, "ler", "sand")]])
    if lost:
        elastic.client.delete(index=generation.passages, id="1-10-2", refresh=True)
    else:
        odd = {"material": 1, "attachment": 10, "number": 2, "stamp": 7, "text": "grus", "parts": "_"}
        elastic.client.index(index=generation.passages, id="1-10-2", document=odd, refresh=True)
    assert page_with(elastic, "sand") is None
    generation.write([[with_pages(9, "ler", "sand")]])
    assert (page_with(elastic, "sand"), page_with(elastic, "grus")) == (2, None)


def lose(engine: Engine, index: Literal["materials", "passages"], of: int, *names: str) -> None:
    """What an index has of one material, as if it had never arrived. Elasticsearch must be told each name."""
    generation = engine.current()
    if isinstance(generation, EmbeddedGeneration):
        with getattr(generation, index).writing() as pen:
            pen.replace({of: []})
    elif isinstance(generation, ElasticGeneration):
        for name in names:
            generation.client.delete(index=getattr(generation, index), id=name, refresh=True)


def test_who_lacks_pages_or_has_pages_alone_is_at_no_revision(engine: Engine) -> None:
    whole = [with_pages(3, "ler", "sand", pk=pk) for pk in (1, 2, 3)]
    engine.current().write([[*whole, material(4, "Uden filer", revision=3)]])
    assert engine.current().revisions(range(10)) == {1: 3, 2: 3, 3: 3, 4: 3}
    lose(engine, "passages", 2, "2-20-1", "2-20-2")
    lose(engine, "materials", 3, "3-0")
    assert engine.current().revisions(range(10)) == {1: 3, 2: 0, 3: 0, 4: 3}
    engine.current().write([[replace(one, revision=4) for one in whole]])
    assert page_with(engine, "sand", 2) == page_with(engine, "sand", 3) == 2


def test_many_parts_are_one_commit(tmp_path: Path) -> None:
    """Each commit makes a segment, which somebody has to merge."""
    embedded = EmbeddedEngine(tmp_path)
    embedded.current().write([material(part * 10 + one, "Ark") for one in range(5)] for part in range(1, 9))
    assert embedded.current().materials.searcher().num_segments == 1


def generations(engine: Engine) -> set[str]:
    """The names of all that there are."""
    if isinstance(engine, EmbeddedEngine):
        return {path.name for path in engine.folders.folder.iterdir() if path.is_dir()}
    assert isinstance(engine, ElasticEngine)
    indices = engine.client.indices.get_alias(index=engine.names.materials("*")).body
    return set(map(engine.names.generation_of, indices))


def test_of_builds_that_came_to_nothing_the_next_leaves_nothing(engine: Engine) -> None:
    """Where there is no room, or somebody is killed, it is tried again and again: disks and servers would fill up."""
    answering = engine.current()
    answering.write([[material(1, "Ark")]])
    for _ in range(3):
        engine.begin().write([[material(1, "Ark", revision=2)]])
    assert len(generations(engine)) == 2
    last = engine.begin()
    assert generations(engine) == {answering.name, last.name}
    assert (found(engine, "ark"), engine.current().revisions(range(10))) == ([1], {1: 1})
    engine.promote(last)
    assert generations(engine) == {answering.name, last.name}
