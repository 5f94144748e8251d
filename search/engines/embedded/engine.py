"""Asks the embedded index."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import tantivy

from search.engines import Answer, Asked, Base, EngineError, Generation
from search.engines.building import answering, base_query, counting, filter_queries, in_passages, narrowed, titled
from search.engines.embedded.errors import its_errors
from search.engines.embedded.folders import Folders, is_todays
from search.engines.embedded.generation import UNREADABLE, EmbeddedGeneration
from search.engines.embedded.leafing import best, count_of
from search.engines.embedded.queries import tantivy_query
from search.engines.nodes import AnyTerm, Bool, Node, unscored
from search.query_language import Question
from search.schema import FACETS

#: Values of one facet that are counted; more are never shown.
MOST_VALUES = 1_000
#: Passages of one page of hits that are looked at together.
MOST_PASSAGES = 500
#: Facets that are counted at the same time, of all answers together.
COUNTERS = 4


class EmbeddedEngine:
    """Tantivy in `folder`. Threads share one; a process that forks makes its own."""

    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self.folders = Folders(folder)
        self._counters = ThreadPoolExecutor(COUNTERS, "facets")

    @its_errors(UNREADABLE)
    def search(self, asked: Asked) -> Answer:
        """Facets are counted beside the hits: tantivy holds no lock of the interpreter meanwhile."""
        shelf = self.current().materials
        searcher = shelf.searcher()
        asks = answering(asked.base, asked.question, asked.weights)
        filters = filter_queries(asked.filters)
        counting_now = [
            self._counters.submit(_count, searcher, tantivy_query(shelf.schema, query), names)
            for query, names in (_counts(counting(asks), filters) if asked.with_facets else ())
        ]
        total, addresses = _search(searcher, shelf.schema, narrowed(asks, *filters.values()), asked)
        facets = {name: values for counts in counting_now for name, values in counts.result().items()}
        return Answer(total, _materials(searcher, addresses), facets)

    def search_each(self, asked: Sequence[Asked]) -> list[Answer]:
        """One after the other: there is no way to save."""
        return [self.search(one) for one in asked]

    @its_errors(UNREADABLE)
    def passages(self, attachments: Iterable[int], question: Question) -> dict[int, int]:
        """All their passages at once, best first, and the few that a very long file crowded out by themselves."""
        wanted = sorted(attachments) if question.wanted else []
        best, is_all = self._best_passages(wanted, question)
        for attachment in () if is_all else wanted:
            if attachment not in best:
                best |= self._best_passages([attachment], question)[0]
        return best

    def _best_passages(self, attachments: list[int], question: Question) -> tuple[dict[int, int], bool]:
        """The best of `MOST_PASSAGES`, and whether these were all."""
        shelf = self.current().passages
        searcher = shelf.searcher()
        asked = Bool(must=[unscored(AnyTerm("attachment", attachments)), in_passages(question)])
        hits = searcher.search(tantivy_query(shelf.schema, asked), MOST_PASSAGES, count=False).hits
        addresses = [address for _, address in hits]
        best: dict[int, int] = {}
        numbers = (searcher.fast_field_values(name, addresses) for name in ("attachment", "number"))
        for attachment, number in zip(*numbers, strict=True):
            best.setdefault(int(attachment or 0), int(number or 0))
        return best, len(hits) < MOST_PASSAGES

    @its_errors(UNREADABLE)
    def spellings(self, prefix: str, base: Base, *, limit: int) -> list[tuple[str, int]]:
        shelf = self.current().materials
        allowed = tantivy_query(shelf.schema, base_query(base))
        return shelf.searcher().terms_with_prefix("spellings", prefix, allowed, limit)

    def spellings_each(self, prefixes: Sequence[str], base: Base, *, limit: int) -> list[list[tuple[str, int]]]:
        return [self.spellings(prefix, base, limit=limit) for prefix in prefixes]

    @its_errors(UNREADABLE)
    def titled(self, words: Sequence[str], base: Base, *, limit: int) -> list[int]:
        shelf = self.current().materials
        searcher = shelf.searcher()
        asked = tantivy_query(shelf.schema, narrowed(base_query(base), *titled(words)))
        found = searcher.search(asked, limit, count=False, order_by_field="newest")
        return _materials(searcher, [address for _, address in found.hits])

    def current(self) -> EmbeddedGeneration:
        return self.folders.current()

    def begin(self) -> EmbeddedGeneration:
        return self.folders.begin()

    def promote(self, generation: Generation) -> None:
        self.folders.promote(generation.name)

    def holds(self, name: str, *, probing: bool = False) -> bool:
        """One of an older release is none, and is not even opened; nor is one that no longer opens."""
        try:
            return is_todays(name) and self.current().name == name and self.current().opens()
        except EngineError:
            return False

    def remove(self) -> None:
        self.folders.remove()


Found = tuple[int, list[tantivy.DocAddress]]


def _search(searcher: tantivy.Searcher, schema: tantivy.Schema, query: Bool, asked: Asked) -> Found:
    """How many there are, and where those of the page are."""
    start, size = asked.stretch
    if field := asked.sorted_by:
        return _sorted(searcher, tantivy_query(schema, query), field, start, size)
    if not asked.question.wanted:
        return _titled_first(searcher, schema, query, start, size)
    total, hits = best(searcher, tantivy_query(schema, query), start=start, size=size)
    return total, [address for _, address in hits]


def _titled_first(searcher: tantivy.Searcher, schema: tantivy.Schema, query: Bool, start: int, size: int) -> Found:
    """Where nothing ranks but the title, all others are equals, and too many to be looked at."""
    titled = tantivy_query(schema, narrowed(query, *query.should))
    others = tantivy_query(schema, Bool(query.must, without=[*query.without, *query.should]))
    before, first = _sorted(searcher, titled, "newest", start, size)
    after, rest = _sorted(searcher, others, "newest", max(0, start - before), size - len(first))
    return before + after, [*first, *rest]


def _sorted(searcher: tantivy.Searcher, query: tantivy.Query, field: str, start: int, size: int) -> Found:
    """Tantivy is asked for one hit at least."""
    found = searcher.search(query, max(1, size), offset=start, order_by_field=field)
    return count_of(found), [address for _, address in found.hits[:size]]


def _materials(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[int]:
    values = searcher.fast_field_values("material", addresses)
    return [int(value) for value in values if value is not None]


def _counts(asks: Bool, filters: dict[str, Node]) -> Iterator[tuple[Bool, list[str]]]:
    """Each facet under the filters of the others: those without a choice of their own are counted in one go."""
    for names in [[name for name in FACETS if name not in filters], *([name] for name in filters)]:
        others = [query for name, query in filters.items() if name not in names]
        yield narrowed(asks, *others), names


def _count(searcher: tantivy.Searcher, query: tantivy.Query, names: list[str]) -> dict[str, dict[str, int]]:
    wanted: dict[str, Any] = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names}
    try:
        answer = searcher.aggregate(query, wanted)
    except ValueError as error:
        raise EngineError(str(error)) from error
    return {name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]} for name in names}
