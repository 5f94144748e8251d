"""Asks the embedded index."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from search.engines import Answer, Asked, Base, EngineError
from search.engines.embedded.folders import Folders
from search.engines.embedded.generation import EmbeddedGeneration, Shelf
from search.engines.embedded.queries import FIELDS, Queries, any_of, base_query, filter_queries, nothing_scored
from search.query_language import Question
from search.ranking import WEIGHTS
from search.schema import FACETS, SORTS

#: Values of one facet that are counted; more are never shown.
MOST_VALUES = 1_000
#: Hits that can be leafed through.
LAST = 10_000


class EmbeddedEngine:
    """Tantivy in `folder`. Threads share one; a process that forks makes its own."""

    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self.folders = Folders(folder)

    def search(self, asked: Asked) -> Answer:
        shelf = self.current().materials
        searcher = shelf.searcher()
        base = [*base_query(shelf.schema, asked.base), *_question(shelf, asked.question)]
        filters = filter_queries(shelf.schema, asked.filters)
        found = _search(searcher, _filtered(base, filters), asked)
        facets = _facets(searcher, base, filters) if asked.with_facets else {}
        return Answer(count_of(found), _materials(searcher, found), facets)

    def passages(self, attachments: Iterable[int], question: Question) -> dict[int, int]:
        shelf = self.current().passages
        searcher = shelf.searcher()
        queries = Queries(shelf.schema, {"text": WEIGHTS.text})
        clauses = [queries.clause(clause) for clause in question.wanted]
        best: dict[int, int] = {}
        for attachment in attachments if clauses else ():
            of_it = nothing_scored(Query.term_query(shelf.schema, "attachment", attachment))
            asked = Query.boolean_query([(Occur.Must, of_it), (Occur.Must, any_of(clauses))])
            hits = searcher.search(asked, 1, count=False).hits
            if hits:
                best[attachment] = int(searcher.fast_field_values("number", [hits[0][1]])[0] or 0)
        return best

    def spellings(self, prefix: str, base: Base, *, limit: int) -> list[tuple[str, int]]:
        shelf = self.current().materials
        allowed = Query.boolean_query(base_query(shelf.schema, base))
        return shelf.searcher().terms_with_prefix("spellings", prefix, allowed, limit)

    def titled(self, words: Sequence[str], base: Base, *, limit: int) -> list[int]:
        shelf = self.current().materials
        searcher = shelf.searcher()
        *whole, begun = words
        lines = [(Occur.Must, Query.term_query(shelf.schema, "title_words", word)) for word in whole]
        unfinished = Query.fuzzy_term_query(shelf.schema, "title_words", begun, 0, prefix=True)
        asked = Query.boolean_query([*base_query(shelf.schema, base), *lines, (Occur.Must, unfinished)])
        return _materials(searcher, searcher.search(asked, limit, count=False, order_by_field="newest"))

    def current(self) -> EmbeddedGeneration:
        return self.folders.current()

    def begin(self) -> EmbeddedGeneration:
        return self.folders.begin()

    def promote(self, name: str) -> None:
        self.folders.promote(name)

    def is_current(self) -> bool:
        return self.current().is_current


def count_of(found: tantivy.SearchResult) -> int:
    count: int = found.count  # type: ignore[attr-defined]  # missing in tantivy's stubs
    return count


def _question(shelf: Shelf, question: Question) -> list[tuple[Occur, Query]]:
    if not question:
        return []
    return [(Occur.Must, Queries(shelf.schema, FIELDS).answering(question))]


def _filtered(base: list[tuple[Occur, Query]], filters: dict[str, Query], *, without: str = "") -> Query:
    chosen = [(Occur.Must, query) for name, query in filters.items() if name != without]
    return Query.boolean_query([*base, *chosen])


def _search(searcher: tantivy.Searcher, query: Query, asked: Asked) -> tantivy.SearchResult:
    field = SORTS[asked.sort] if asked.question or asked.sort != "relevance" else SORTS["newest"]
    size = max(1, min(asked.size, LAST - asked.start))
    return searcher.search(query, size, offset=min(asked.start, LAST), order_by_field=field or None)


def _materials(searcher: tantivy.Searcher, found: tantivy.SearchResult) -> list[int]:
    values = searcher.fast_field_values("material", [address for _, address in found.hits])
    return [int(value) for value in values if value is not None]


def _facets(
    searcher: tantivy.Searcher, base: list[tuple[Occur, Query]], filters: dict[str, Query]
) -> dict[str, dict[str, int]]:
    """Each facet under the filters of the others: those without a choice of their own are counted in one go."""
    free = [name for name in FACETS if name not in filters]
    counted = _count(searcher, _filtered(base, filters), free)
    for name in filters:
        counted |= _count(searcher, _filtered(base, filters, without=name), [name])
    return {name: counted[name] for name in FACETS}


def _count(searcher: tantivy.Searcher, query: Query, names: list[str]) -> dict[str, dict[str, int]]:
    wanted: dict[str, Any] = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names}
    try:
        answer = searcher.aggregate(query, wanted)
    except ValueError as error:
        raise EngineError(str(error)) from error
    return {name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]} for name in names}
