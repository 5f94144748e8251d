"""What is new among what a saved search finds: shared since it was last asked, by somebody else, and not told yet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.http import QueryDict

from materials.models.collection import Collection
from materials.models.material import Material
from search import numbers
from search.asking_as import ask_as
from search.criteria import Criteria, read_criteria
from search.engines import Asked, Base, Engine
from search.finding import find
from search.models.saved import SavedSearch, SearchFind
from search.schema import COLLECTION

#: A material may be found later than it was shared, when the index was late; what was told before is not told again.
LATE = timedelta(days=1)
#: What one search tells of at a time; the next ones come with the next look.
MOST_TOLD = 10
#: Pages of materials that are looked through for those.
MOST_PAGES = 5
#: Collections among the answers of which the new ones are chosen, those that were changed last first.
MOST_COLLECTIONS = 5_000


def criteria_of(search: SavedSearch) -> Criteria:
    return read_criteria(QueryDict(search.query))


def is_anything_shared(since: datetime) -> bool:
    """Whether anything at all came to reach anybody since then: without, no search has news."""
    collections = Collection.objects.filter(trashed_at=None, shared_at__gt=since)
    return Material.objects.published().filter(last_published_at__gt=since).exists() or collections.exists()


def news_of(search: SavedSearch) -> list[int] | None:
    """The numbers of the newest that the person was not told of yet; None when no engine answered."""
    criteria, since = replace(criteria_of(search), sort="newest"), max(search.created_at, search.looked_at - LATE)
    materials = _materials(search, criteria, since)
    collections = None if materials is None else _collections(search, criteria, since)
    if materials is None or collections is None:
        return None
    shared = {row.pk: row.last_published_at for row in materials}
    shared |= {numbers.of_collection(row.pk): row.shared_at for row in collections}
    newest = sorted(((at, number) for number, at in shared.items() if at is not None), reverse=True)
    return [number for _, number in newest[:MOST_TOLD]]


def _materials(search: SavedSearch, criteria: Criteria, since: datetime) -> list[Material] | None:
    """The newest come first, so that mostly all of them are on the first page."""
    news: list[Material] = []
    for page in range(1, MOST_PAGES + 1):
        results = find(criteria, user=search.person, page=page, materials_only=True)
        if results.engine == "database":
            return None
        found = [hit.material for hit in results.hits]
        told = SearchFind.objects.filter(search=search, material__in=found).numbers()
        news += [row for row in found if row.pk not in told and is_news(row, search, since)]
        if len(news) >= MOST_TOLD or page >= results.pages or not all(is_since(row, since) for row in found):
            break
    return news


def is_since(material: Material, since: datetime) -> bool:
    """Drafts of one's team are found, and are no news."""
    shared = material.last_published_at if material.live else None
    return shared is not None and shared > since


def is_news(material: Material, search: SavedSearch, since: datetime) -> bool:
    """Shared since then, by somebody else."""
    return is_since(material, since) and material.created_by_id != search.person_id


def _collections(search: SavedSearch, criteria: Criteria, since: datetime) -> Sequence[Collection] | None:
    """Those that came to reach the person since then, of which the engine says whether the search finds them.

    An approved text may be old when it is approved, so that the newest texts are not those that were shared last.
    """
    kinds = criteria.filters.get("kind", (COLLECTION,))
    told = SearchFind.objects.filter(search=search, collection__isnull=False).values("collection")
    new = Collection.objects.visible_to(search.person).filter(shared_at__gt=since).exclude(pk__in=told)
    rows = {numbers.of_collection(row.pk): row for row in new.exclude(created_by=search.person)}
    if not rows or COLLECTION not in kinds:
        return []
    found = _numbers_of_collections(search, criteria)
    return None if found is None else [rows[number] for number in found if number in rows]


def _numbers_of_collections(search: SavedSearch, criteria: Criteria) -> list[int] | None:
    filters = {**criteria.filters, "kind": (COLLECTION,)}

    def ask(engine: Engine, base: Base) -> list[int]:
        asked = Asked(base, criteria.question, filters, criteria.sort, size=MOST_COLLECTIONS, with_facets=False)
        return engine.search(asked).materials

    return ask_as(search.person, ask)
