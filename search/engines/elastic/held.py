"""What an index has of some materials already, asked in one request."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from elasticsearch import Elasticsearch

from search.engines.elastic.connection import Search, ask_together
from search.schema import IndexedMaterial

#: Of a material: `doc_count` rows, and in `said` what an aggregation says of them.
Bucket = Mapping[str, Any]


class Held(NamedTuple):
    """The texts and the pages that are there, by material."""

    texts: Mapping[int, Bucket]
    pages: Mapping[int, Bucket]

    @classmethod
    def of(cls, part: Sequence[IndexedMaterial], client: Elasticsearch, materials: str, passages: str) -> "Held":
        last_ranks = _by_material(part, {"max": {"field": "rank"}})
        stamps = _by_material(part, {"stats": {"field": "stamp"}})
        found = ask_together(client, [Search(materials, last_ranks), Search(passages, stamps)])
        return cls(*({row["key"]: row for row in one["aggregations"]["each"]["buckets"]} for one in found))

    def last_rank(self, one: IndexedMaterial) -> int:
        """That of the last text, -1 where there is none."""
        return int(self.texts[one.material]["said"]["value"]) if one.material in self.texts else -1

    def has_pages(self, one: IndexedMaterial) -> bool:
        return one.material in self.pages

    def has_its_pages(self, one: IndexedMaterial) -> bool:
        """Whether all of them are there, saying what they say now, and nothing else is."""
        if not self.has_pages(one):
            return not one.passages
        row = self.pages[one.material]
        said = row["said"]
        return bool(row["doc_count"] == len(one.passages) and said["min"] == said["max"] == one.stamp)


def _by_material(part: Sequence[IndexedMaterial], said: dict[str, Any]) -> dict[str, Any]:
    ids = [one.material for one in part]
    each = {"terms": {"field": "material", "size": len(ids)}, "aggs": {"said": said}}
    return {"query": {"terms": {"material": ids}}, "size": 0, "track_total_hits": False, "aggs": {"each": each}}
