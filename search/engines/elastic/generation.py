"""One built index in Elasticsearch: an index of materials and one of passages."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan, streaming_bulk

from search.engines import EngineError, Refusal
from search.engines.elastic.connection import WRITING, ask_together, its_errors
from search.engines.elastic.layout import as_document, as_passage
from search.schema import IndexedMaterial, Passage

#: A bulk request: rows and bytes at most. Refused for now: tried again so often, first after so many seconds.
ROWS, BYTES, TRIES, FIRST_PAUSE = 500, 10_000_000, 3, 0.2
#: Parts that wait while the server is given one: it takes them in jerks.
AHEAD = 2
#: Statuses after which the same request may well succeed.
AGAIN = frozenset({429, 500, 502, 503, 504})
#: What may lie with a document. All else lies with the server: too busy, no room, no right to write, on its way up.
ITS_OWN = frozenset({400, 413, 500})
#: Nothing taken of more materials than these, and they are not at fault either, whatever the server says.
FEW = 10

Action = dict[str, Any]
#: By material.
Held = dict[int, dict[str, Any]]


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
        """While the server is given one part, the next are asked for."""
        refused: dict[int, Refusal] = {}
        given = deque[Future[dict[int, Refusal]]]()
        with its_errors(), ThreadPoolExecutor(1, "pen") as pen:
            self._refresh()  # whoever wrote before may have died before that
            for part in filter(None, parts):
                given.append(pen.submit(self._write, part))
                refused |= given.popleft().result() if len(given) > AHEAD else {}
            for one in given:
                refused |= one.result()
            self._refresh()
        return refused

    def _write(self, part: Sequence[IndexedMaterial]) -> dict[int, Refusal]:
        """Passages first: a hit without them only lacks its page."""
        texts, pages = self._held(part)
        refused = self._bulk(self._passages(part, pages))
        return refused | self._bulk(self._documents(part, texts))

    def revisions(self, ids: range) -> dict[int, int]:
        self._refresh()
        asked = {
            "query": {"range": {"material": {"gte": ids.start, "lt": ids.stop}}},
            "docvalue_fields": ["material", "revision"],
            "stored_fields": "_none_",
        }
        with its_errors():
            found = [row["fields"] for row in self._scan(self.materials, asked)]
        held: dict[int, int] = {}
        for one in found:
            material, revision = one["material"][0], one["revision"][0]
            held[material] = min(revision, held.get(material, revision))  # one text left behind makes it old
        return held

    def _refresh(self) -> None:
        """Everything that was written is found from here on."""
        with its_errors():
            self.client.indices.refresh(index=[self.materials, self.passages])

    def _passages(self, part: Sequence[IndexedMaterial], held: Held) -> Iterator[Action]:
        """Only of those whose pages are not there already: most changes say nothing of a file."""
        changed = [one for one in part if not _has_pages(held.get(one.material), one)]
        yield from self._stale_passages([one for one in changed if one.material in held])
        for one in changed:
            for passage in one.passages:
                row = as_passage(one.material, passage) | {"stamp": one.stamp}
                yield _put(self.passages, _name(one, passage), one, row)

    def _stale_passages(self, part: Sequence[IndexedMaterial]) -> Iterator[Action]:
        """Passages that are there and are no longer part of their material: also those that nobody saw yet."""
        if not part:
            return
        by_number = {one.material: one for one in part}
        kept = {_name(one, passage) for one in part for passage in one.passages}
        for row in self._scan(self.passages, {"query": _of(part), "_source": False}):
            if row["_id"] not in kept:
                yield _take_out(self.passages, row["_id"], by_number[_owner(row["_id"])])

    def _documents(self, part: Sequence[IndexedMaterial], held: Held) -> Iterator[Action]:
        for one in part:
            for rank, document in enumerate(one.documents):
                yield _put(self.materials, f"{one.material}-{rank}", one, as_document(document) | {"rank": rank})
            last = held[one.material]["said"]["value"] if one.material in held else 0
            for rank in range(len(one.documents), int(last) + 1):
                yield _take_out(self.materials, f"{one.material}-{rank}", one)

    def _held(self, part: Sequence[IndexedMaterial]) -> tuple[Held, Held]:
        """The last rank of each material's texts that are there, and the stamps of its pages. One request."""
        last, stamps = {"max": {"field": "rank"}}, {"stats": {"field": "stamp"}}
        searches = [(self.materials, _by_material(part, last)), (self.passages, _by_material(part, stamps))]
        found = ask_together(self.client, searches)
        texts, pages = ({row["key"]: row for row in one["aggregations"]["each"]["buckets"]} for one in found)
        return texts, pages

    def _scan(self, index: str, asked: dict[str, Any]) -> Iterable[dict[str, Any]]:
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


def _of(part: Sequence[IndexedMaterial]) -> dict[str, Any]:
    return {"terms": {"material": [one.material for one in part]}}


def _by_material(part: Sequence[IndexedMaterial], said: dict[str, Any]) -> dict[str, Any]:
    """What is said of those materials of the part that an index has rows of."""
    each = {"terms": {"field": "material", "size": len(part)}, "aggs": {"said": said}}
    return {"query": _of(part), "size": 0, "track_total_hits": False, "aggs": {"each": each}}


def _has_pages(held: dict[str, Any] | None, one: IndexedMaterial) -> bool:
    """Whether all that is there of these pages, and nothing else is."""
    if held is None:
        return not one.passages
    said = held["said"]
    return bool(held["doc_count"] == len(one.passages) and said["min"] == said["max"] == one.stamp)


def _put(index: str, name: str, material: IndexedMaterial, row: dict[str, Any]) -> Action:
    return {**_action("index", index, name, material), "_source": row}


def _take_out(index: str, name: str, material: IndexedMaterial) -> Action:
    return _action("delete", index, name, material)


def _action(kind: str, index: str, name: str, material: IndexedMaterial) -> Action:
    version = {"version": material.revision, "version_type": "external_gte"}
    return {"_op_type": kind, "_index": index, "_id": name, **version}


def _refusal(outcome: dict[str, Any]) -> Refusal:
    error = outcome.get("error")
    said = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, dict) else str(error)
    return Refusal(f"{outcome['status']} {said}", for_now=outcome["status"] not in ITS_OWN)
