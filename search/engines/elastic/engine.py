"""Asks Elasticsearch: one round trip for hits, total and facets, and at most one more for passages."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search.engines import Answer, Asked, Base, Generation
from search.engines.building import answering, base_query, filter_queries, in_passages, narrowed, titled
from search.engines.elastic.breaker import Breaker
from search.engines.elastic.connection import WRITING, Server, connect, its_errors
from search.engines.elastic.generation import ElasticGeneration
from search.engines.elastic.layout import META, SETTINGS, MaterialDocument, PassageDocument, mapping_of
from search.engines.elastic.names import Names, new_generation, write_alias
from search.engines.elastic.queries import elastic_query
from search.engines.nodes import AnyTerm, Bool, Node, Prefix, unscored
from search.query_language import Question
from search.schema import FACETS, SORTS

#: Values of one facet that are counted; more are never shown.
MOST_VALUES = 1_000
#: Hits that can be leafed through: what Elasticsearch allows.
LAST = 10_000
#: Seconds for which the name of the generation that answers is known without asking.
KNOWN_FOR = 30.0

Body = dict[str, Any]


class ElasticEngine:
    """The indices of `server["prefix"]`. Threads share one; a process that forks makes its own."""

    name = "elasticsearch"

    def __init__(self, server: Server) -> None:
        self.client: Elasticsearch = connect(server)
        self.names = Names(server["prefix"])
        self.breaker = Breaker()
        self._answering = ("", 0.0)

    def search(self, asked: Asked) -> Answer:
        asks = answering(asked.base, asked.question, asked.weights)
        filters = filter_queries(asked.filters)
        hits = {**_page(asked), "docvalue_fields": ["material"], "track_total_hits": True}
        if asked.with_facets:
            body = {**hits, "query": elastic_query(asks), "aggs": _counts(filters)}
            body |= {"post_filter": elastic_query(Bool(must=list(filters.values())))} if filters else {}
        else:
            body = {**hits, "query": elastic_query(narrowed(asks, *filters.values()))}
        found = self._ask(self.names.read_materials, body)
        facets = _counted(found["aggregations"]) if asked.with_facets else {}
        return Answer(found["hits"]["total"]["value"], _numbers(found, "material"), facets)

    def passages(self, attachments: Iterable[int], question: Question) -> dict[int, int]:
        wanted = sorted(attachments) if question.wanted else []
        if not wanted:
            return {}
        asks = Bool(must=[unscored(AnyTerm("attachment", wanted)), in_passages(question)])
        body = {
            "query": elastic_query(asks),
            "collapse": {"field": "attachment"},
            "docvalue_fields": ["attachment", "number"],
            "sort": ["_score", {"number": "asc"}],
            "size": len(wanted),
        }
        found = self._ask(self.names.read_passages, body)
        return dict(zip(_numbers(found, "attachment"), _numbers(found, "number"), strict=True))

    def spellings(self, prefix: str, base: Base, *, limit: int) -> list[tuple[str, int]]:
        counted = {"terms": {"field": "spellings", "include": f"{re.escape(prefix)}.*", "size": limit}}
        asks = narrowed(base_query(base), unscored(Prefix("spellings", prefix)))
        body = {"query": elastic_query(asks), "size": 0, "aggs": {"words": counted}}
        found = self._ask(self.names.read_materials, body)
        return [(bucket["key"], bucket["doc_count"]) for bucket in found["aggregations"]["words"]["buckets"]]

    def titled(self, words: Sequence[str], base: Base, *, limit: int) -> list[int]:
        asks = narrowed(base_query(base), *titled(words))
        body = {"query": elastic_query(asks), "size": limit, "sort": _newest(), "docvalue_fields": ["material"]}
        return _numbers(self._ask(self.names.read_materials, body), "material")

    def holds(self, name: str) -> bool:
        """Asks again when another generation seems to answer, or when it was asked long ago."""
        known, asked_at = self._answering
        if known == name and time.monotonic() - asked_at < KNOWN_FOR:
            return True
        with self._asking():
            self._answering = (self._current_name(of_today=True), time.monotonic())
        return bool(name) and self._answering[0] == name

    def current(self) -> ElasticGeneration:
        with its_errors():
            name = self._current_name()
        if not name:
            first = self.begin()
            self.promote(first)
            name = first.name
        read, passages = self.names.read_materials, self.names.read_passages
        return ElasticGeneration(self.client, name, write_alias(read), write_alias(passages), is_new=False)

    def begin(self) -> ElasticGeneration:
        name = new_generation()
        materials, passages = self.names.materials(name), self.names.passages(name)
        with its_errors():
            for index, document in ((materials, MaterialDocument), (passages, PassageDocument)):
                self._slowly.indices.create(index=index, mappings=mapping_of(document), settings=SETTINGS)
        return ElasticGeneration(self.client, name, materials, passages, is_new=True)

    def promote(self, generation: Generation) -> None:
        """Moves all aliases in one step, and removes all generations but this one and the one before."""
        name = generation.name
        generation.finish()
        with its_errors():
            before = self._current_name()
            pairs = (
                (self.names.read_materials, self.names.materials(name)),
                (self.names.read_passages, self.names.passages(name)),
            )
            self._slowly.indices.update_aliases(actions=[move for pair in pairs for move in _moves(*pair)])
            self._answering = ("", 0.0)
            self._forget_all_but({name, before})

    def remove(self) -> None:
        """Takes everything of this prefix off the server."""
        self._answering = ("", 0.0)
        with its_errors():
            self._forget_all_but(set())

    @property
    def _slowly(self) -> Elasticsearch:
        return self.client.options(request_timeout=WRITING)

    def _ask(self, index: str, body: Body) -> Mapping[str, Any]:
        with self._asking():
            answer = self.client.search(
                index=index, body={**body, "_source": False}, allow_partial_search_results=False
            )
        found: Mapping[str, Any] = answer.body
        return found

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with self.breaker.asking(), its_errors():
            yield

    def _current_name(self, *, of_today: bool = False) -> str:
        """The generation that the aliases point at; empty when there is none, or none of today's schema."""
        try:
            known = self.client.indices.get(index=self.names.read_materials, features="mappings")
        except NotFoundError:
            return ""
        ((index, held),) = known.body.items()
        is_todays = held["mappings"].get("_meta") == META
        return self.names.generation_of(index) if is_todays or not of_today else ""

    def _forget_all_but(self, kept: set[str]) -> None:
        indices = [*self._indices(self.names.materials("*")), *self._indices(self.names.passages("*"))]
        keep = {index for name in kept if name for index in (self.names.materials(name), self.names.passages(name))}
        if old := [index for index in indices if index not in keep]:
            self._slowly.indices.delete(index=old)

    def _indices(self, pattern: str) -> list[str]:
        return list(self._slowly.indices.get_alias(index=pattern).body)


def _moves(read: str, index: str) -> list[Body]:
    """Takes both aliases from wherever they are and puts them on this index."""
    others = f"{read}-*"
    return [
        {"remove": {"index": others, "alias": read, "must_exist": False}},
        {"remove": {"index": others, "alias": write_alias(read), "must_exist": False}},
        {"add": {"index": index, "alias": read}},
        {"add": {"index": index, "alias": write_alias(read), "is_write_index": True}},
    ]


def _page(asked: Asked) -> Body:
    start = min(asked.start, LAST)
    by = SORTS[asked.sort] if asked.question or asked.sort != "relevance" else SORTS["newest"]
    sort = [{by: "desc"}] if by else ["_score", *_newest()]
    return {"from": start, "size": max(0, min(asked.size, LAST - start)), "sort": sort}


def _newest() -> list[Body]:
    return [{"newest": "desc"}]


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


def _counted(groups: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    counted = {name: counts for group in groups.values() for name, counts in group.items() if name in FACETS}
    return {name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]} for name in FACETS}


def _numbers(found: Mapping[str, Any], field: str) -> list[int]:
    return [int(hit["fields"][field][0]) for hit in found["hits"]["hits"]]
