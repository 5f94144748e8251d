"""Measures search on a real Elasticsearch, one node of 2 GB with the large municipality in it, and the bare engine.

A request is compared with the very bodies that our code sends for it, sent bare: see `bench._whole_request`. What the
database is asked is no part of it, on neither side.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.conf import settings
from elasticsearch.helpers import streaming_bulk

from bench._lessons import lessons
from bench._municipality import Municipality, municipality
from bench._noise import noise_rows
from bench._questions import WARMING_UP, p95, questions
from bench._questions import timed as timed_each
from bench._secrets import secrets_row
from bench._timing import timed
from bench._whole_request import request
from bench.indexing import as_short, rebuild_rows, saves_row
from search.batches import BATCH, batches
from search.engines.choosing import engine
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.layout import as_document
from search.finding import find
from search.schema import IndexedMaterial
from tests import elasticsearch

#: Materials that are written, as many in a round, and rounds that warm up.
SHORT, AT_ONCE, WARMING_UP_ROUNDS = 30_000, 2_500, 3
#: Inputs made of noise.
NOISE = 10_000
#: Milliseconds, p95: what a whole page may take.
FOUND = 60.0

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    town = municipality()
    with elasticsearch.running(heap="2g") as node, _instead(node.url) as elastic:
        return [
            *_bulk(elastic),
            *rebuild_rows(seconds=1_200.0),
            *_searches(elastic, town),
            *noise_rows(NOISE, by=town.teacher),
            saves_row(town),
            secrets_row(town),
        ]


@contextmanager
def _instead(url: str) -> Iterator[ElasticEngine]:
    """Elasticsearch as the engine of this installation, for a while."""
    embedded, settings.ELASTICSEARCH = settings.ELASTICSEARCH, elasticsearch.own_prefix(url)
    try:
        chosen = engine()
        assert isinstance(chosen, ElasticEngine)
        yield chosen
    finally:
        settings.ELASTICSEARCH = embedded


def _searches(elastic: ElasticEngine, town: Municipality) -> list[Row]:
    """What is compared with what: see `bench._whole_request`."""
    materials, passages = (
        elasticsearch.bare(f"{elastic.server['url']}/{index}/_search")
        for index in (elastic.names.read_materials, elastic.names.read_passages)
    )
    took = [
        request(one, by=town.teacher, to_materials=materials, to_passages=passages, bare_first=bool(turn % 2))
        for turn, one in enumerate(questions())
    ]
    return [
        *_beside("hits, total and facets", [one.search for one in took], [one.raw_search for one in took]),
        *_beside("a whole request, passages too", [one.whole for one in took], [one.raw_whole for one in took]),
        ("reading the question and asking the database who asks", p95([one.before for one in took]), "ms", 5.0),
        _found(town, p95([one.raw_whole for one in took])),
    ]


def _found(town: Municipality, bare: float) -> Row:
    """All that a search page asks, before anything is drawn.

    Beside the two requests: who asks, what else is asked where little is found, the rows that are read again, and
    the marking of their words.
    """
    took = p95(timed_each(partial(find, user=town.teacher), questions()))
    print(f"find() itself takes {took / bare:.1f} times as long as the bare requests, p95")
    return ("find() itself: the database, the rows and their marking too", took, "ms", FOUND)


def _beside(what: str, ours: list[float], raw: list[float]) -> list[Row]:
    return [
        (f"{what}, by our code", p95(ours), "ms", 1.3 * p95(raw)),
        ("  of the bare request's own time, p95", p95(ours) / p95(raw), "×", 1.3),
        ("  at the median", statistics.median(ours[WARMING_UP:]) / statistics.median(raw[WARMING_UP:]), "×", 1.3),
    ]


def _bulk(elastic: ElasticEngine) -> list[Row]:
    """The same short materials, analyzed before: by our indexer, and by the client's own bulk into a like index.

    By turns, a new index each, after some that warm the server up.
    """
    written = [as_short(number, lesson) for number, lesson in enumerate(lessons(range(SHORT), pages=0), 1)]
    took = [
        (
            timed(partial(elastic.begin().write, batches(some)))[1],
            timed(partial(_write_raw, elastic, elastic.begin().materials, some))[1],
        )
        for some in batches(written, AT_ONCE)
    ]
    ours, raw = (statistics.median(times) for times in zip(*took[WARMING_UP_ROUNDS:], strict=True))
    return [
        (f"{AT_ONCE:,} analyzed materials by our indexer", 1_000 * ours, "ms", 1_250 * raw),
        ("  of the time of the client's own bulk", ours / raw, "×", 1.25),
    ]


def _write_raw(elastic: ElasticEngine, index: str, batch: list[IndexedMaterial]) -> None:
    for is_done, result in streaming_bulk(elastic.client, _raw(index, batch), chunk_size=BATCH):
        assert is_done, result
    elastic.client.indices.refresh(index=index)


def _raw(index: str, written: list[IndexedMaterial]) -> Iterator[dict[str, Any]]:
    for one in written:
        yield {"_index": index, "_id": str(one.material), "_source": as_document(one.documents[0])}
