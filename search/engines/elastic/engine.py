"""Asks Elasticsearch: one round trip for hits, total and facets, and one for however many questions come together."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from elasticsearch import Elasticsearch, NotFoundError

from search.engines import Answer, Asked, Base, Generation
from search.engines.elastic.asking import (
    Body,
    Found,
    copy_for,
    counted,
    numbers,
    passages_body,
    search_body,
    spelled,
    spellings_body,
    titled_body,
)
from search.engines.elastic.breaker import Breaker
from search.engines.elastic.connection import WRITING, Search, Server, ask_together, connect, its_errors
from search.engines.elastic.generation import ElasticGeneration
from search.engines.elastic.layout import META, SETTINGS, MaterialDocument, PassageDocument, mapping_of
from search.engines.elastic.names import Names, new_generation, write_alias
from search.query_language import Question

#: Seconds for which the name of the generation that answers is known without asking.
KNOWN_FOR = 30.0


class ElasticEngine:
    """The indices of `server["prefix"]`. Threads share one; a process that forks makes its own."""

    name = "elasticsearch"

    def __init__(self, server: Server) -> None:
        self.server = server
        self.client: Elasticsearch = connect(server)
        self.names = Names(server["prefix"])
        self.breaker = Breaker()
        self._answering = ("", 0.0)

    def search(self, asked: Asked) -> Answer:
        return self.search_each([asked])[0]

    def search_each(self, asked: Sequence[Asked]) -> list[Answer]:
        each = self._ask_each([self._of_materials(search_body(one), one.base) for one in asked])
        return [_answer(one, found) for one, found in zip(asked, each, strict=True)]

    def passages(self, attachments: Iterable[int], question: Question) -> dict[int, int]:
        wanted = sorted(attachments) if question.wanted else []
        if not wanted:
            return {}
        found = self._ask(Search(self.names.read_passages, passages_body(wanted, question)))
        return dict(zip(numbers(found, "attachment"), numbers(found, "number"), strict=True))

    def spellings(self, prefix: str, base: Base, *, limit: int) -> list[tuple[str, int]]:
        return self.spellings_each([prefix], base, limit=limit)[0]

    def spellings_each(self, prefixes: Sequence[str], base: Base, *, limit: int) -> list[list[tuple[str, int]]]:
        each = self._ask_each([self._of_materials(spellings_body(one, base, limit), base) for one in prefixes])
        return [spelled(found) for found in each]

    def titled(self, words: Sequence[str], base: Base, *, limit: int) -> list[int]:
        return numbers(self._ask(self._of_materials(titled_body(words, base, limit), base)), "material")

    def holds(self, name: str, *, probing: bool = False) -> bool:
        """Asks again when another generation seems to answer, when it was asked long ago, and for who is probing."""
        known, asked_at = self._answering
        if known == name and time.monotonic() - asked_at < KNOWN_FOR and not (probing and self.breaker.is_open):
            return True
        with self._asking(probing=probing):
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
        """A server takes only so many indices: those that never came to answer, tried again and again, go first."""
        name = new_generation()
        materials, passages = self.names.materials(name), self.names.passages(name)
        with its_errors():
            self._forget_all_but({self._current_name()})
            for index, document in ((materials, MaterialDocument), (passages, PassageDocument)):
                self._slowly.indices.create(index=index, mappings=mapping_of(document), settings=SETTINGS)
        return ElasticGeneration(self.client, name, materials, passages, is_new=True)

    def promote(self, generation: Generation) -> None:
        """Moves all aliases in one step, and removes all generations but this one and the one before."""
        name = generation.name
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

    def _of_materials(self, body: Body, base: Base) -> Search:
        return Search(self.names.read_materials, body, copy_for(base))

    def _ask(self, search: Search) -> Found:
        with self._asking():
            answer = self.client.search(index=search.index, body=search.body, **search.options)
        found: Found = answer.body
        return found

    def _ask_each(self, searches: Sequence[Search]) -> list[Found]:
        """One request, whatever their number."""
        if len(searches) < 2:
            return [self._ask(one) for one in searches]
        with self._asking():
            return ask_together(self.client, searches)

    @contextmanager
    def _asking(self, *, probing: bool = False) -> Iterator[None]:
        with self.breaker.asking(probing=probing), its_errors():
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


def _answer(asked: Asked, found: Found) -> Answer:
    facets = counted(found) if asked.with_facets else {}
    return Answer(found["hits"]["total"]["value"], numbers(found, "material"), facets)


def _moves(read: str, index: str) -> list[Body]:
    """Takes both aliases from wherever they are and puts them on this index."""
    others = f"{read}-*"
    return [
        {"remove": {"index": others, "alias": read, "must_exist": False}},
        {"remove": {"index": others, "alias": write_alias(read), "must_exist": False}},
        {"add": {"index": index, "alias": read}},
        {"add": {"index": index, "alias": write_alias(read), "is_write_index": True}},
    ]
