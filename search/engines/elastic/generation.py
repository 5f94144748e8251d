"""One built index in Elasticsearch: an index of materials and one of passages."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan, streaming_bulk

from search.engines import EngineError, Refusal
from search.engines.elastic.connection import WRITING, its_errors
from search.engines.elastic.layout import as_document, as_passage
from search.schema import MOST_TEXTS, IndexedMaterial, Passage

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
        self._known: set[int] = set()

    def write(self, batch: Sequence[IndexedMaterial]) -> dict[int, Refusal]:
        """Passages first: a hit without them only lacks its page. What is written can be found when this returns."""
        with its_errors():
            before = [one.material for one in batch if not self._is_new or one.material in self._known]
            refused = self._bulk([*self._stale_passages(batch, before), *self._passages(batch)])
            refused |= self._bulk(self._documents(batch, set(before)))
            if not self._is_new:
                self.finish()
            self._known |= {one.material for one in batch} if self._is_new else set()
        return refused

    def revisions(self, ids: range) -> dict[int, int]:
        self.finish()
        within = {"range": {"material": {"gte": ids.start, "lt": ids.stop}}}
        with its_errors():
            found = [hit["fields"] for hit in self._scan(self.materials, within, ["material", "revision"])]
        held: dict[int, int] = {}
        for one in found:
            material, revision = one["material"][0], one["revision"][0]
            held[material] = min(revision, held.get(material, revision))  # one text left behind makes it old
        return held

    def finish(self) -> None:
        with its_errors():
            self.client.indices.refresh(index=[self.materials, self.passages])

    def _documents(self, batch: Sequence[IndexedMaterial], before: set[int]) -> Iterator[Action]:
        for one in batch:
            for rank, document in enumerate(one.documents):
                yield _put(self.materials, f"{one.material}-{rank}", one, as_document(document))
            for rank in range(len(one.documents), MOST_TEXTS) if one.material in before else ():
                yield _take_out(self.materials, f"{one.material}-{rank}", one)

    def _passages(self, batch: Sequence[IndexedMaterial]) -> Iterator[Action]:
        for one in batch:
            for passage in one.passages:
                yield _put(self.passages, _name(one, passage), one, as_passage(one.material, passage))

    def _stale_passages(self, batch: Sequence[IndexedMaterial], before: list[int]) -> Iterator[Action]:
        """Passages that are there and are no longer part of their material: also those that nobody saw yet."""
        if not before:
            return
        self.client.indices.refresh(index=self.passages)
        by_material = {one.material: one for one in batch}
        kept = {_name(one, passage) for one in batch for passage in one.passages}
        for hit in self._scan(self.passages, {"terms": {"material": before}}, []):
            if hit["_id"] not in kept:
                yield _take_out(self.passages, hit["_id"], by_material[_owner(hit["_id"])])

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


def _take_out(index: str, name: str, material: IndexedMaterial) -> Action:
    return _action("delete", index, name, material)


def _action(kind: str, index: str, name: str, material: IndexedMaterial) -> Action:
    version = {"version": material.revision, "version_type": "external_gte"}
    return {"_op_type": kind, "_index": index, "_id": name, **version}


def _refusal(outcome: dict[str, Any]) -> Refusal:
    error = outcome.get("error")
    said = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, dict) else str(error)
    return Refusal(f"{outcome['status']} {said}", for_now=outcome["status"] not in ITS_OWN)
