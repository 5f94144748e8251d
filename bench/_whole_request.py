"""A search request in our code, beside the bodies that it sends, sent bare.

Ours takes hits, total, facets and the best passages out of what the server says. Bare are the same bodies as finished
bytes over one open connection, whose answers nobody reads. What the database does is on neither side: what is asked of
it before, which is timed by itself, and the rows that are read again between the two requests; nor is what is asked
besides where little or nothing is found, which no bare query has.

Whoever asks second finds the server prepared for the very question, so both go first by turns.
"""

import json
from collections.abc import Callable
from typing import NamedTuple

from django.http import QueryDict

from bench._timing import Given, timed
from materials.texts import texts_for
from search.asking_as import base_of, ready_engine
from search.criteria import Criteria, read_criteria
from search.engines import Asked, Engine
from search.engines.elastic.asking import passages_body, search_body
from search.facets import address_of
from search.finding import PAGE_SIZE, seen
from teams.models.user import User

Send = Callable[[bytes], object]


class Took(NamedTuple):
    """Milliseconds: before the server is asked; for hits, total and facets; passages too. Each by our code and bare."""

    before: float
    search: float
    whole: float
    raw_search: float
    raw_whole: float


def request(one: Criteria, *, by: User, to_materials: Send, to_passages: Send, bare_first: bool) -> Took:
    """One question by our code, and bare beside it."""
    address = QueryDict(address_of(one).removeprefix("?"))
    (asking, asked), before = timed(lambda: _ready(address, by))
    question, body = asked.question, _bytes(search_body(asked))
    answer, search, raw_search = _both(lambda: asking.search(asked), lambda: to_materials(body), bare_first)
    files = sorted({pk for text in texts_for(by, seen(answer.materials, user=by)) for pk in text.shown})
    if not files or not question.wanted:
        return _milliseconds(before, search, search, raw_search, raw_search)
    best = _bytes(passages_body(files, question))
    _, passages, raw_passages = _both(lambda: asking.passages(files, question), lambda: to_passages(best), bare_first)
    return _milliseconds(before, search, search + passages, raw_search, raw_search + raw_passages)


def _milliseconds(*seconds: float) -> Took:
    return Took(*(1_000 * took for took in seconds))


def _ready(address: QueryDict, by: User) -> tuple[Engine, Asked]:
    """What was asked, who asks, what is held back, and whether the index is the one that is kept true."""
    criteria, asking, base = read_criteria(address), ready_engine(), base_of(by)
    assert asking is not None
    assert base is not None
    return asking, Asked(base, criteria.question, criteria.filters, criteria.sort, size=PAGE_SIZE)


def _both(ours: Callable[[], Given], bare: Callable[[], object], bare_first: bool) -> tuple[Given, float, float]:
    """What ours gives, and how long each took."""
    raw = timed(bare)[1] if bare_first else 0.0
    given, took = timed(ours)
    return given, took, raw if bare_first else timed(bare)[1]


def _bytes(body: object) -> bytes:
    return json.dumps(body).encode()
