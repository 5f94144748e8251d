"""One built index in Elasticsearch: an index of materials and one of passages."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan, streaming_bulk

from search.engines import EngineError, Refusal
from search.engines.elastic.connection import WRITING, its_errors
from search.engines.elastic.held import Held
from search.engines.elastic.layout import as_document, as_passage
from search.engines.elastic.rows import Action, owner, passage_name, put, refusal_of, take_out
from search.engines.wholeness import MOST_COUNTED, whole_revisions
from search.schema import IndexedMaterial

#: A bulk request: rows and bytes at most. Refused for now: tried again so often, first after so many seconds.
ROWS, BYTES, TRIES, FIRST_PAUSE = 500, 10_000_000, 3, 0.2
#: Parts that the server is given at once, for it works on one while another is on its way; and parts in all that are
#: held, since it takes them in jerks.
PENS, HELD = 2, 3
#: Statuses after which the same request may well succeed.
AGAIN = frozenset({429, 500, 502, 503, 504})
#: Nothing taken of more materials than these, and they are not at fault either, whatever the server says.
FEW = 10


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
        """Parts are asked for once the server is ready, and while it is given those before."""
        refused: dict[int, Refusal] = {}
        given = deque[Future[dict[int, Refusal]]]()
        with its_errors(), ThreadPoolExecutor(PENS, "pen") as pens:
            self._refresh()  # whoever wrote before may have died before that
            is_empty = self._is_new and self._is_empty()
            for part in filter(None, parts):
                given.append(pens.submit(self._write, part, is_empty=is_empty))
                refused |= given.popleft().result() if len(given) == HELD else {}
            for one in given:
                refused |= one.result()
            self._refresh()
        return refused

    def _write(self, part: Sequence[IndexedMaterial], *, is_empty: bool) -> dict[int, Refusal]:
        """Passages first: a hit without them only lacks its page. An index in which nothing is, is not asked."""
        held = Held({}, {}) if is_empty else Held.of(part, self.client, self.materials, self.passages)
        refused = self._bulk(self._passages(part, held))
        return refused | self._bulk(self._documents(part, held))

    def revisions(self, ids: range) -> dict[int, int]:
        self._refresh()
        within = {"range": {"material": {"gte": ids.start, "lt": ids.stop}}}
        asked = {"query": within, "docvalue_fields": ["material", "revision", "pages"], "stored_fields": "_none_"}
        texts: dict[int, tuple[int, int]] = {}
        with its_errors():
            for row in self._scan(self.materials, asked):
                material, revision, pages = (row["fields"][name][0] for name in asked["docvalue_fields"])
                text = (revision, pages)
                texts[material] = min(text, texts.get(material, text))  # what was left behind of it is old
            return whole_revisions(texts, self._numbers(within))

    def _numbers(self, within: dict[str, Any]) -> dict[int, int]:
        """How many pages there are of each material."""
        each = {"terms": {"field": "material", "size": MOST_COUNTED}}
        asked = {"query": within, "size": 0, "track_total_hits": False, "aggs": {"each": each}}
        found = self.client.search(index=self.passages, body=asked, allow_partial_search_results=False)
        return {row["key"]: row["doc_count"] for row in found["aggregations"]["each"]["buckets"]}

    def _refresh(self) -> None:
        """Everything that was written is found from here on."""
        with its_errors():
            self.client.indices.refresh(index=[self.materials, self.passages])

    def _is_empty(self) -> bool:
        return not self.client.count(index=[self.materials, self.passages])["count"]

    def _passages(self, part: Sequence[IndexedMaterial], held: Held) -> Iterator[Action]:
        """Only of those whose pages are not there already: most changes say nothing of a file."""
        changed = [one for one in part if not held.has_its_pages(one)]
        yield from self._stale_passages([one for one in changed if held.has_pages(one)])
        for one in changed:
            for passage in one.passages:
                row = as_passage(one.material, passage) | {"stamp": one.stamp}
                yield put(self.passages, passage_name(one, passage), one, row)

    def _stale_passages(self, part: Sequence[IndexedMaterial]) -> Iterator[Action]:
        """Passages that are there and are no longer part of their material: also those that nobody saw yet."""
        by_number = {one.material: one for one in part}
        kept = {passage_name(one, passage) for one in part for passage in one.passages}
        asked = {"query": {"terms": {"material": list(by_number)}}, "_source": False}
        for row in self._scan(self.passages, asked) if part else ():
            if row["_id"] not in kept:
                yield take_out(self.passages, row["_id"], by_number[owner(row["_id"])])

    def _documents(self, part: Sequence[IndexedMaterial], held: Held) -> Iterator[Action]:
        for one in part:
            for rank, document in enumerate(one.documents):
                row = as_document(document) | {"rank": rank, "pages": len(one.passages)}
                yield put(self.materials, f"{one.material}-{rank}", one, row)
            for rank in range(len(one.documents), held.last_rank(one) + 1):
                yield take_out(self.materials, f"{one.material}-{rank}", one)

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
                material, refusal = owner(outcome["_id"]), refusal_of(outcome)
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
