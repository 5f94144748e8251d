"""Finds things: what the person may see comes first, then the engine, then the rows read again as that person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from materials import access
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.texts import texts_for
from search import fallback, numbers
from search.asking_as import ask_as
from search.collections.hits import CollectionHit, collection_hits
from search.criteria import Criteria
from search.engines import Answer, Asked, Base, Engine
from search.instead import instead_of
from search.places import Place, find_places
from search.schema import COLLECTION
from search.ways_out import Way

PAGE_SIZE = 20


@dataclass(frozen=True)
class Hit:
    """A material that was found, the text of it that this person reads, and where it matched."""

    material: Material
    place: Place
    picture: Attachment | None = None


AnyHit = Hit | CollectionHit


@dataclass(frozen=True)
class Results:
    """`total` and `facets` count only what the person may see; `listed` is one page of it, in order.

    `collections` is how many of the total are collections. `nearly` is what has some of the
    words, where little or nothing has as many as were asked for. Where there is nothing, `meant` is what may have been
    meant, and `ways` are what finds something. `engine` says who answered: an engine's name, or `database` when none
    did.
    """

    total: int
    listed: list[AnyHit]
    page: int
    pages: int
    engine: str
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    meant: Criteria | None = None
    nearly: list[AnyHit] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    collections: int = 0

    @property
    def hits(self) -> list[Hit]:
        """The materials of the page."""
        return [hit for hit in self.listed if isinstance(hit, Hit)]

    @property
    def materials(self) -> int:
        return self.total - self.collections

    @property
    def suggestion(self) -> str:
        return self.meant.typed if self.meant else ""


def find(criteria: Criteria, *, user: access.type_of_person, page: int = 1, materials_only: bool = False) -> Results:
    """One page of answers in a fixed number of queries. A page past the end is empty."""
    start = (max(page, 1) - 1) * PAGE_SIZE
    found = ask_as(user, partial(_ask, criteria=criteria, start=start, user=user), materials_only=materials_only)
    if found is not None:
        return found
    answer = fallback.search(criteria, user=user, start=start, size=PAGE_SIZE, materials_only=materials_only)
    hits = re_read(answer.materials, criteria, None, user=user)
    return _results(answer, hits, criteria, start, "database")


def _ask(asking: Engine, base: Base, *, criteria: Criteria, start: int, user: access.type_of_person) -> Results:
    asked = Asked(base, criteria.question, criteria.filters, criteria.sort, start, PAGE_SIZE)
    answer = asking.search(asked)
    instead = instead_of(answer, asked, criteria, asking)
    hits = re_read([*answer.materials, *instead.nearly], criteria, asking, user=user, keys=base.readers)
    results = _results(answer, hits, criteria, start, asking.name)
    return replace(results, meant=instead.meant, ways=instead.ways)


def _results(answer: Answer, hits: dict[int, AnyHit], criteria: Criteria, start: int, engine: str) -> Results:
    """What was found beside the answer's own is what nearly answers."""
    return Results(
        total=answer.total,
        listed=[hits.pop(number) for number in answer.materials if number in hits],
        page=start // PAGE_SIZE + 1,
        pages=max(1, -(-answer.total // PAGE_SIZE)),
        engine=engine,
        facets=answer.facets,
        nearly=list(hits.values()),
        collections=_collections(answer, criteria),
    )


def _collections(answer: Answer, criteria: Criteria) -> int:
    """How many of the total are collections: facets are counted without the choices that were made in them."""
    if COLLECTION not in criteria.filters.get("kind", (COLLECTION,)):
        return 0
    return answer.facets.get("kind", {}).get(COLLECTION, answer.collections)


def re_read(
    found: list[int],
    criteria: Criteria,
    asking: Engine | None,
    *,
    user: access.type_of_person,
    keys: frozenset[str] | None = None,
) -> dict[int, AnyHit]:
    """The rows, read again through what the person may see, in the order they were found, by number.

    `keys` are those that the person holds; looked up when they are wanted and not given.
    """
    texts = texts_for(user, seen(numbers.materials(found), user=user))
    attachments = Attachment.objects.in_bulk({pk for text in texts for pk in text.shown})
    places = find_places(texts, criteria.question, attachments, asking)
    hits: dict[int, AnyHit] = {text.pk: Hit(text, places[text.pk], _picture(text, attachments)) for text in texts}
    if any(map(numbers.is_collection, found)):
        held = access.keys_of(user) if keys is None else keys
        hits |= collection_hits(found, criteria.question, keys=held)
    return {number: hits[number] for number in found if number in hits}


def seen(ids: list[int], *, user: access.type_of_person) -> list[Material]:
    """Those of these materials that the person may see now, in this order."""
    rows = {row.pk: row for row in Material.objects.visible_to(user).filter(pk__in=ids).for_cards()}
    return [rows[pk] for pk in ids if pk in rows]


def _picture(text: Material, attachments: Mapping[int, Attachment]) -> Attachment | None:
    """The first file of the text that has a picture of its first page."""
    shown = (attachments[pk] for pk in text.shown if pk in attachments)
    return next((file for file in shown if file.has_thumbnail and file.material_id == text.pk), None)
