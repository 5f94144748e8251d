"""Puts texts into an engine as the indexer would, without a database."""

from typing import Any

from search.analysis.aliases import Aliases
from search.composing import Said, compose, compose_page
from search.engines import Answer, Asked, Base, Engine
from search.query_language import read_question
from search.schema import IndexedMaterial

EVERYONE = Base(frozenset({"public"}))


def material(pk: int, title: str, text: str = "", *, revision: int = 1, **more: Any) -> IndexedMaterial:
    """A material with one document: `readers`, `tags`, `facets`, `pages`, `used` and so on as keywords."""
    language = more.get("language", "da")
    pages = [compose_page(pk * 10, number, page, language) for number, page in enumerate(more.get("pages", []), 1)]
    document = compose(
        pk,
        revision,
        Said(title, text, language, more.get("tags", ())),
        pages,
        readers=more.get("readers", ("public",)),
        other_text=more.get("other_text", ()),
        facets={name: tuple(values) for name, values in more.get("facets", {}).items()},
        newest=more.get("shared", 0) << 32 | pk,
        used=more.get("used", 0) << 32 | pk,
    )
    return IndexedMaterial(pk, revision, (document,), tuple(pages), readers="public")


def gone(pk: int, revision: int) -> IndexedMaterial:
    return IndexedMaterial(pk, revision)


def ask(engine: Engine, typed: str = "", *, base: Base = EVERYONE, **more: Any) -> Answer:
    return engine.search(Asked(base, read_question(typed, Aliases.of(more.pop("aliases", []))), **more))


def found(engine: Engine, typed: str = "", **more: Any) -> list[int]:
    return ask(engine, typed, **more).materials
