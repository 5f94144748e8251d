"""What Elasticsearch is sent for a question, and what is read out of its answer."""

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from search.engines import Asked, Base
from search.engines.building import answering, base_query, filter_queries, in_passages, narrowed, titled
from search.engines.elastic.queries import elastic_query
from search.engines.nodes import AnyTerm, Bool, Node, Prefix, unscored
from search.query_language import Question
from search.schema import FACETS

#: Values of one facet that are counted; more are never shown.
MOST_VALUES = 1_000
#: Bytes of a digest that stands for a reader.
DIGEST = 16

Body = dict[str, Any]
Found = Mapping[str, Any]
NEWEST = [{"newest": "desc"}]


def search_body(asked: Asked) -> Body:
    """Hits, total and facets in one: the chosen filters narrow the hits after everything is counted."""
    asks = answering(asked.base, asked.question, asked.weights)
    filters = filter_queries(asked.filters)
    body = {**_page(asked), "docvalue_fields": ["material"], "track_total_hits": True, "_source": False}
    if not asked.with_facets:
        return {**body, "query": elastic_query(narrowed(asks, *filters.values()))}
    body |= {"query": elastic_query(asks), "aggs": _counts(filters)}
    return body | ({"post_filter": elastic_query(Bool(must=list(filters.values())))} if filters else {})


def copy_for(base: Base) -> str:
    """Who holds the same keys leafs in the same copy of the index. Elasticsearch's own words begin with `_`."""
    return blake2b("\0".join(sorted(base.readers)).encode(), digest_size=DIGEST).hexdigest()


def passages_body(attachments: Sequence[int], question: Question) -> Body:
    """The best passage of each attachment."""
    asks = Bool(must=[unscored(AnyTerm("attachment", attachments)), in_passages(question)])
    return {
        "query": elastic_query(asks),
        "collapse": {"field": "attachment"},
        "docvalue_fields": ["attachment", "number"],
        "sort": ["_score", {"number": "asc"}],
        "size": len(attachments),
        "_source": False,
    }


def spellings_body(prefix: str, base: Base, limit: int) -> Body:
    counted = {"terms": {"field": "spellings", "include": f"{re.escape(prefix)}.*", "size": limit}}
    asks = narrowed(base_query(base), unscored(Prefix("spellings", prefix)))
    return {"query": elastic_query(asks), "size": 0, "aggs": {"words": counted}}


def titled_body(words: Sequence[str], base: Base, limit: int) -> Body:
    asks = narrowed(base_query(base), *titled(words))
    fields = {"docvalue_fields": ["material"], "_source": False}
    return {"query": elastic_query(asks), "size": limit, "sort": NEWEST, **fields}


def _page(asked: Asked) -> Body:
    start, size = asked.stretch
    sort = [{asked.sorted_by: "desc"}] if asked.sorted_by else ["_score", *NEWEST]
    return {"from": start, "size": size, "sort": sort}


def _counts(filters: dict[str, Node]) -> Body:
    """Each facet under the filters of the others; those without a choice of their own are counted in one go."""
    free = [name for name in FACETS if name not in filters]
    groups = {"free": free, **{name: [name] for name in filters}}
    return {
        group: {
            "filter": elastic_query(Bool(must=[query for name, query in filters.items() if name not in names])),
            "aggs": {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names},
        }
        for group, names in groups.items()
        if names
    }


def counted(found: Found) -> dict[str, dict[str, int]]:
    """Facet values and their numbers."""
    groups = found["aggregations"].values()
    facets = {name: counts for group in groups for name, counts in group.items() if name in FACETS}
    return {name: {bucket["key"]: bucket["doc_count"] for bucket in facets[name]["buckets"]} for name in FACETS}


def spelled(found: Found) -> list[tuple[str, int]]:
    """Written words and the number of texts that have them."""
    return [(bucket["key"], bucket["doc_count"]) for bucket in found["aggregations"]["words"]["buckets"]]


def numbers(found: Found, field: str) -> list[int]:
    """That field of every hit, in order."""
    return [int(hit["fields"][field][0]) for hit in found["hits"]["hits"]]
