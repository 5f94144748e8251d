"""What there is to find, by number, as the database has it: materials and collections behind one face."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import F, Max, QuerySet

from materials.models.collection import Collection
from materials.models.material import Material
from search import numbers
from search.analysis.chain import canonical_words
from search.collections import readings as of_collections
from search.models.standing import Standing
from search.readings import readings_of, signature


class State(NamedTuple):
    """Who reads which text of it now, and its row's canonical title."""

    readers: str
    title: str


def states_of(wanted: Iterable[int]) -> dict[int, State]:
    """Of those that are there, in a fixed number of queries; none is asked for a kind that is not among them."""
    wanted = list(wanted)
    return _materials(numbers.materials(wanted)) | _collections(numbers.collections(wanted))


def _materials(ids: list[int]) -> dict[int, State]:
    rows = Material.objects.filter(pk__in=ids).select_related("team").prefetch_related("team__schools")
    return {row.pk: State(signature(readings_of(row)), title_of(row)) for row in rows} if ids else {}


def _collections(ids: list[int]) -> dict[int, State]:
    rows = list(Collection.objects.filter(pk__in=ids).for_cards()) if ids else []
    readings = of_collections.readings_of(rows) if rows else {}
    return {
        numbers.of_collection(row.pk): State(of_collections.signature(readings[row.pk]), title_of(row)) for row in rows
    }


def title_of(row: Material | Collection) -> str:
    """Canonical words, at most three letters for each of the title's 200."""
    return canonical_words(row.title)[:700]


def titles_of(wanted: Iterable[int]) -> dict[int, str]:
    """Canonical titles of those that are there."""
    wanted = list(wanted)
    ids, others = numbers.materials(wanted), numbers.collections(wanted)
    found = {row.pk: title_of(row) for row in Material.objects.filter(pk__in=ids).only("title")} if ids else {}
    if others:
        rows = Collection.objects.filter(pk__in=others).only("title")
        found |= {numbers.of_collection(row.pk): title_of(row) for row in rows}
    return found


def existing(wanted: Iterable[int]) -> set[int]:
    """Those that are there, the trash included."""
    wanted = list(wanted)
    ids, others = numbers.materials(wanted), numbers.collections(wanted)
    found = set(Material.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return found | _numbers(Collection.objects.filter(pk__in=others)) if others else found


def readable(within: range) -> set[int]:
    """Those with these numbers that somebody may find: all but the trash."""
    of_materials = _materials_in(within).filter(trashed_at=None)
    of_collections = _collections_in(within).filter(trashed_at=None)
    return set(of_materials.values_list("pk", flat=True)) | _numbers(of_collections)


def without_standing(within: range) -> Iterator[tuple[int, str]]:
    """Those with these numbers that have no standing, with their canonical titles."""
    standings = Standing.objects.within(within)
    materials = _materials_in(within).exclude(pk__in=standings.values("material")).only("title")
    known = standings.annotate(of=F("material") - numbers.FIRST).values("of")
    collections = _collections_in(within).exclude(pk__in=known).only("title")
    yield from ((row.pk, title_of(row)) for row in materials)
    yield from ((numbers.of_collection(row.pk), title_of(row)) for row in collections)


def highest() -> tuple[int, int]:
    """The highest number of a material and of a collection that there is or was, or the one before the first."""
    known = Standing.objects.all()
    material = _highest(Material.objects.all(), "pk"), _highest(known.filter(material__lt=numbers.FIRST), "material")
    collection = _highest(Collection.objects.all(), "pk"), _highest(known, "material") - numbers.FIRST
    return max(material), numbers.of_collection(max(0, *collection))


def _highest(rows: "QuerySet[Material] | QuerySet[Collection] | QuerySet[Standing]", column: str) -> int:
    found: int | None = rows.aggregate(highest=Max(column))["highest"]
    return found or 0


def _materials_in(within: range) -> QuerySet[Material]:
    return Material.objects.filter(pk__gte=within.start, pk__lt=min(within.stop, numbers.FIRST))


def _collections_in(within: range) -> QuerySet[Collection]:
    ids = numbers.collections_within(within)
    return Collection.objects.filter(pk__gte=ids.start, pk__lt=ids.stop)


def _numbers(collections: QuerySet[Collection]) -> set[int]:
    return {numbers.of_collection(pk) for pk in collections.values_list("pk", flat=True)}
