"""Puts texts into an engine as the indexer would, without a database."""

from typing import Any

from search.analysis.aliases import Aliases
from search.analysis.chain import analyze, canonical_words
from search.analysis.tokens import words
from search.engines import Answer, Asked, Base, Engine
from search.query_language import read_question
from search.schema import IndexDocument, IndexedMaterial, Passage

EVERYONE = Base(frozenset({"public"}))


def material(pk: int, title: str, text: str = "", *, revision: int = 1, **more: Any) -> IndexedMaterial:
    """A material with one document: `readers`, `tags`, `facets`, `pages` and `language` as keywords."""
    language = more.get("language", "da")
    pages = [analyze(page, language) for page in more.get("pages", [])]
    analyzed = [analyze(title, language), analyze(more.get("tags", ""), language), analyze(text, language)]
    document = IndexDocument(
        material=pk,
        revision=revision,
        readers=more.get("readers", ("public",)),
        other_text=more.get("other_text", ()),
        exact=canonical_words(title),
        title=analyzed[0].stems,
        tags=analyzed[1].stems,
        text=" ".join([analyzed[2].stems, *(page.stems for page in pages)]),
        parts=" ".join(dict.fromkeys(" ".join(one.parts for one in [*analyzed, *pages]).split())),
        spellings=tuple(dict.fromkeys(words(f"{title} {text}"))),
        facets={name: tuple(values) for name, values in more.get("facets", {}).items()},
        newest=more.get("shared", 0) << 32 | pk,
    )
    passages = tuple(Passage(pk * 10, number, page.stems, page.parts) for number, page in enumerate(pages, 1))
    return IndexedMaterial(pk, revision, (document,), passages, readers="public")


def gone(pk: int, revision: int) -> IndexedMaterial:
    return IndexedMaterial(pk, revision)


def ask(engine: Engine, typed: str = "", *, base: Base = EVERYONE, **more: Any) -> Answer:
    return engine.search(Asked(base, read_question(typed, Aliases.of(more.pop("aliases", []))), **more))


def found(engine: Engine, typed: str = "", **more: Any) -> list[int]:
    return ask(engine, typed, **more).materials
