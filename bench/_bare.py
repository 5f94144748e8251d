"""The bare engine beneath the embedded search: the same queries, built before, and nothing of ours around them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from search.engines import Asked, Base
from search.engines.building import answering, base_query, counting, filter_queries, narrowed, titled
from search.engines.embedded.engine import COUNTERS, MOST_VALUES, EmbeddedEngine
from search.engines.embedded.layout import as_document
from search.engines.embedded.queries import tantivy_query
from search.engines.embedded.shelf import WRITER_BYTES, WRITER_THREADS, Shelf
from search.engines.nodes import Node
from search.schema import FACETS, IndexedMaterial

together = ThreadPoolExecutor(COUNTERS, "bare-facets")


def bare_answer(engine: EmbeddedEngine, asked: Asked) -> Callable[[], object]:
    """Hits, total and all facets of one question, counted beside each other as our code does it."""
    shelf = engine.current().materials
    searcher, asks = shelf.searcher(), answering(asked.base, asked.question, asked.weights)
    filters = filter_queries(asked.filters)
    best = tantivy_query(shelf.schema, narrowed(asks, *filters.values()))
    counts = [
        (tantivy_query(shelf.schema, narrowed(counting(asks), *others)), {name: _values(name) for name in names})
        for names, others in _facets(filters)
    ]

    def ask() -> None:
        counted = [together.submit(searcher.aggregate, query, wanted) for query, wanted in counts]
        addresses = [address for _, address in searcher.search(best, asked.size).hits]
        searcher.fast_field_values("material", addresses)
        for answer in counted:
            answer.result()

    return ask


def _facets(filters: dict[str, Node]) -> Iterator[tuple[list[str], list[Node]]]:
    """Facets that are counted together, and the choices in others that they are counted under."""
    yield [name for name in FACETS if name not in filters], list(filters.values())
    for chosen in filters:
        yield [chosen], [query for name, query in filters.items() if name != chosen]


def _values(name: str) -> dict[str, object]:
    return {"terms": {"field": name, "size": MOST_VALUES}}


def bare_offer(engine: EmbeddedEngine, typed: str, base: Base, *, words: int, titles: int) -> Callable[[], object]:
    """Words and titles that begin so."""
    shelf = engine.current().materials
    searcher, allowed = shelf.searcher(), tantivy_query(shelf.schema, base_query(base))
    named = tantivy_query(shelf.schema, narrowed(base_query(base), *titled([typed])))

    def ask() -> None:
        searcher.terms_with_prefix("spellings", typed, allowed, words)
        found = searcher.search(named, titles, count=False, order_by_field="newest")
        searcher.fast_field_values("material", [address for _, address in found.hits])

    return ask


def bare_write(shelf: Shelf, written: list[IndexedMaterial]) -> None:
    """Gives tantivy the same analyzed documents, with a writer as large as ours."""
    writer = shelf.index.writer(WRITER_BYTES, WRITER_THREADS)
    for one in written:
        for document in one.documents:
            writer.add_document(as_document(document))
    writer.commit()
    writer.wait_merging_threads()
