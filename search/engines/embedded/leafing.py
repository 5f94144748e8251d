"""Cuts pages out of tantivy's ranking so that leafing neither repeats nor misses a hit: of equals the newest is first.

Tantivy itself lists equals as they lie in the index, and whatever is written moves them.
"""

import tantivy

from search.engines import LAST

#: Hits on both sides of a page that are looked at until all its equals are among them.
MARGINS = (1, 100, LAST)

Hits = list[tuple[float, tantivy.DocAddress]]


def best(searcher: tantivy.Searcher, query: tantivy.Query, *, start: int, size: int) -> tuple[int, Hits]:
    """How many there are, and `size` of them from `start`, best first."""
    for margin in MARGINS:
        first = max(0, start - margin)
        found = searcher.search(query, max(1, min(start + size + margin, LAST) - first), offset=first)
        total, hits, before = count_of(found), found.hits, start - first
        page = hits[before:][:size]
        more_before, more_after = first > 0, first + len(hits) < min(total, LAST)
        if not page or not _parts_equals(hits, page, more_before=more_before, more_after=more_after):
            break
    return total, _newest_first(searcher, hits)[before:][:size]


def _parts_equals(hits: Hits, page: Hits, *, more_before: bool, more_after: bool) -> bool:
    """Whether some that are as good as the page's first or last may not be among the hits."""
    return (more_before and hits[0][0] == page[0][0]) or (more_after and hits[-1][0] == page[-1][0])


def _newest_first(searcher: tantivy.Searcher, hits: Hits) -> Hits:
    """By score, and of equals the newest first: no two are equally new."""
    newest = searcher.fast_field_values("newest", [address for _, address in hits])
    ordered = sorted(zip(hits, newest, strict=True), key=lambda hit: (-hit[0][0], -int(hit[1] or 0)))
    return [hit for hit, _ in ordered]


def count_of(found: tantivy.SearchResult) -> int:
    count: int = found.count  # type: ignore[attr-defined]  # missing in tantivy's stubs
    return count
