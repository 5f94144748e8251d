"""One built index in Elasticsearch: an index of materials and one of passages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan, streaming_bulk

from search.engines import EngineError, Refusal
from search.engines.elastic.connection import WRITING, its_errors
from search.engines.elastic.layout import as_document, as_passage
from search.schema import IndexedMaterial, Passage

#: A bulk request: rows and bytes at most. Refused for now: tried again so often, first after so many seconds.
ROWS, BYTES, TRIES, FIRST_PAUSE = 500, 10_000_000, 3, 0.2
#: Statuses after which the same request may well succeed.
AGAIN = frozenset({429, 500, 502, 503, 504})
#: What may lie with a document. All else lies with the server: too busy, no room, no right to write, on its way up.
ITS_OWN = frozenset({400, 413, 500})
#: Nothing taken of more materials than these, and they are not at fault either, whatever the server says.
FEW = 10

Action = dict[str, Any]


class ElasticGeneration:
    """Written by way of `materials` and `passages`, which are aliases when it answers and indices before.

    Elasticsearch itself keeps what is newer: every row carries the material's revision as its version.
    """

    def __init__(self, client: Elasticsearch, name: str, materials: str, passages: str, *, is_new: bool) -> None:
        self.client = client.options(request_timeout=WRITING)
        self.name = name
        self.materials = materials
        self.passages = passages
        self._is_new = is_new

    def write(self, parts: Iterable[Sequence[IndexedMaterial]]) -> dict[int, Refusal]:
        """While the server is given one part, the next is asked for."""
        refused: dict[int, Refusal] = {}
        given: Callable[[], dict[int, Refusal]] = dict
        with its_errors(), ThreadPoolExecutor(1, "pen") as pen:
            self._refresh()  # whoever wrote before may have died before that
            is_empty = self._is_new and self._is_empty()
            for part in parts:
                refused |= given()
                given = pen.submit(self._write, part, is_empty).result
            refused |= given()
            self._refresh()
        return refused

    def _write(self, part: Sequence[IndexedMaterial], is_empty: bool) -> dict[int, Refusal]:
        """Passages first: a hit without them only lacks its page."""
        refused = self._bulk(self._passages(part, {} if is_empty else self._held_passages(part)))
        return refused | self._bulk(self._documents(part, set() if is_empty else self._held_documents(part)))

    def revisions(self, ids: range) -> dict[int, int]:
        self._refresh()
        within = {"range": {"material": {"gte": ids.start, "lt": ids.stop}}}
        with its_errors():
            found = [hit["fields"] for hit in self._scan(self.materials, within, ["material", "revision"])]
        held: dict[int, int] = {}
        for one in found:
            material, revision = one["material"][0], one["revision"][0]
            held[material] = min(revision, held.get(material, revision))  # one text left behind makes it old
        return held

    def _refresh(self) -> None:
        """Everything that was written is found from here on."""
        with its_errors():
            self.client.indices.refresh(index=[self.materials, self.passages])

    def _is_empty(self) -> bool:
        return not self.client.count(index=[self.materials, self.passages])["count"]

    def _passages(self, part: Sequence[IndexedMaterial], held: dict[str, int]) -> Iterator[Action]:
        """Those that say something new; most of a change says nothing of a file. What is left of `held` is no more."""
        for one in part:
            for passage in one.passages:
                name = _name(one, passage)
                if held.pop(name, None) != passage.stamp:
                    yield _put(self.passages, name, one, as_passage(one.material, passage))
        yield from _take_out_all(self.passages, held, part)

    def _documents(self, part: Sequence[IndexedMaterial], held: set[str]) -> Iterator[Action]:
        for one in part:
            for rank, document in enumerate(one.documents):
                name = f"{one.material}-{rank}"
                held.discard(name)
                yield _put(self.materials, name, one, as_document(document))
        yield from _take_out_all(self.materials, held, part)

    def _held_passages(self, part: Sequence[IndexedMaterial]) -> dict[str, int]:
        """The stamps of what is there by name: also of what nobody saw yet."""
        hits = self._scan(self.passages, _of(part), ["stamp"])
        return {hit["_id"]: hit["fields"]["stamp"][0] for hit in hits}

    def _held_documents(self, part: Sequence[IndexedMaterial]) -> set[str]:
        return {hit["_id"] for hit in self._scan(self.materials, _of(part), [])}

    def _scan(self, index: str, query: dict[str, Any], fields: list[str]) -> Iterable[dict[str, Any]]:
        asked = {"query": query, "docvalue_fields": fields, "_source": False}
        return scan(self.client, query=asked, index=index, size=5_000, request_timeout=WRITING)

    def _bulk(self, actions: Iterable[Action]) -> dict[int, Refusal]:
        """Why each material was refused. Raises EngineError when no row is taken, and they are not at fault."""
        refused: dict[int, Refusal] = {}
        asked = taken = 0
        for is_done, kind, outcome in self._outcomes(actions):
            asked += kind == "index"
            taken += kind == "index" and is_done
            if not is_done:
                material, refusal = _owner(outcome["_id"]), _refusal(outcome)
                refused[material] = refusal if not refusal.for_now else refused.get(material, refusal)
        if asked and not taken and (len(refused) > FEW or all(refusal.for_now for refusal in refused.values())):
            raise EngineError(f"Elasticsearch takes nothing: {next(iter(refused.values())).reason}")
        return refused

    def _outcomes(self, actions: Iterable[Action]) -> Iterator[tuple[bool, str, dict[str, Any]]]:
        """Whether each was done, what it was, and what the server says of it.

        A newer version that is there, and nothing that could be deleted, are as good as done.
        """
        results = streaming_bulk(
            self.client,
            actions,
            chunk_size=ROWS,
            max_chunk_bytes=BYTES,
            raise_on_error=False,
            max_retries=TRIES,
            initial_backoff=FIRST_PAUSE,
            retry_on_status=AGAIN,
            require_alias=not self._is_new,
        )
        for is_done, result in results:
            ((kind, outcome),) = result.items()
            as_good = {409} if kind == "index" else {404, 409}
            yield is_done or outcome["status"] in as_good, kind, outcome


def _name(material: IndexedMaterial, passage: Passage) -> str:
    return f"{material.material}-{passage.attachment}-{passage.number}"


def _owner(name: str) -> int:
    """The material of a row, whose id every name begins with."""
    return int(name.partition("-")[0])


def _put(index: str, name: str, material: IndexedMaterial, row: dict[str, Any]) -> Action:
    return {**_action("index", index, name, material), "_source": row}


def _take_out_all(index: str, names: Iterable[str], part: Sequence[IndexedMaterial]) -> Iterator[Action]:
    by_number = {one.material: one for one in part}
    for name in names:
        yield _action("delete", index, name, by_number[_owner(name)])


def _of(part: Sequence[IndexedMaterial]) -> dict[str, Any]:
    return {"terms": {"material": [one.material for one in part]}}


def _action(kind: str, index: str, name: str, material: IndexedMaterial) -> Action:
    version = {"version": material.revision, "version_type": "external_gte"}
    return {"_op_type": kind, "_index": index, "_id": name, **version}


def _refusal(outcome: dict[str, Any]) -> Refusal:
    error = outcome.get("error")
    said = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, dict) else str(error)
    return Refusal(f"{outcome['status']} {said}", for_now=outcome["status"] not in ITS_OWN)
