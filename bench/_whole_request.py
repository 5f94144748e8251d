"""A search request in our code from the address to the answer, beside the bodies that it sends, sent bare.

Ours is read from the address, is asked with the keys that the person holds by then, has the standing of the index
looked up, and takes hits, total, facets and the best passages out of what the server says. Bare are the same bodies as
finished bytes over one open connection, whose answers nobody reads. On neither side are the rows that are read again
between the two requests and the words that are marked in them, for these are the database's and the page's; nor what is
asked besides where little or nothing is found, which no bare query has.
"""

import json
import time
from collections.abc import Callable
from typing import NamedTuple

from django.http import QueryDict

from bench._questions import timed
from materials.texts import texts_for
from search.criteria import Criteria, read_criteria
from search.engines import Asked
from search.engines.elastic.asking import passages_body, search_body
from search.facets import address_of
from search.finding import PAGE_SIZE, base_of, ready_engine, seen
from teams.models.user import User

Send = Callable[[bytes], object]


class Took(NamedTuple):
    """Milliseconds: for hits, total and facets alone, and for a whole request; each by our code and bare."""

    search: float
    whole: float
    raw_search: float
    raw_whole: float


def request(one: Criteria, *, by: User, to_materials: Send, to_passages: Send) -> Took:
    """One question by our code, and bare right after it."""
    address = QueryDict(address_of(one).removeprefix("?"))
    began = time.perf_counter()
    criteria, asking, base = read_criteria(address), ready_engine(), base_of(by)
    assert asking is not None
    assert base is not None
    asked = Asked(base, criteria.question, criteria.filters, criteria.sort, size=PAGE_SIZE)
    before = _since(began)
    began = time.perf_counter()
    answer = asking.search(asked)
    search = _since(began)
    files = sorted({pk for text in texts_for(by, seen(answer.materials, user=by)) for pk in text.shown})
    (passages,) = timed(lambda files: asking.passages(files, criteria.question), [files])
    (raw_search,) = timed(to_materials, [_bytes(search_body(asked))])
    bodies = [_bytes(passages_body(files, criteria.question))] if files and criteria.question.wanted else []
    return Took(search, before + search + passages, raw_search, raw_search + sum(timed(to_passages, bodies)))


def _since(began: float) -> float:
    return 1_000 * (time.perf_counter() - began)


def _bytes(body: object) -> bytes:
    return json.dumps(body).encode()
