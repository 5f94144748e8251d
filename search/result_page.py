"""What the result page shows, as its templates take it."""

from dataclasses import dataclass, replace

from django.http import HttpRequest

from materials.access import type_of_person
from search.criteria import Criteria
from search.facets import Facet, address_of, chips_of, facets_of, sort_names
from search.finding import Results
from teams.typed import whole_number

#: Pages that can be leafed through; whoever wants more needs better words.
LAST_PAGE = 500


@dataclass(frozen=True)
class WayOut:
    """What is let go, in the words of the page; the address without it, and how many materials that finds."""

    without: str
    address: str
    total: int


@dataclass(frozen=True)
class Sort:
    label: str
    address: str
    is_current: bool


def context_of(criteria: Criteria, results: Results, *, user: type_of_person) -> dict[str, object]:
    facets = facets_of(results.facets, criteria, user=user)
    last = min(results.pages, LAST_PAGE)
    ways = ways_of(results, facets)
    suggested = address_of(results.meant) if results.meant else ""
    return {
        "criteria": criteria,
        "results": results,
        "facets": facets,
        "counts": results.engine != "database",
        "pages": last,
        "is_cut": results.page == last < results.pages,
        "chosen": sum(facet.chosen for facet in facets),
        "chips": chips_of(facets, criteria),
        "sorts": sorts_of(criteria, results),
        "ways": ways,
        "suggested": "" if suggested in {way.address for way in ways} else suggested,
        "as_words": address_of(criteria.with_grades_as_words()) if criteria.phrases else "",
        "grades_said": ", ".join(phrase.typed for phrase in criteria.phrases),
        "without_filters": address_of(criteria.unfiltered()),
        "first": address_of(criteria),
        "previous": address_of(criteria, page=str(results.page - 1)) if results.page > 1 else "",
        "next": address_of(criteria, page=str(results.page + 1)) if results.page < last else "",
    }


def sorts_of(criteria: Criteria, results: Results) -> list[Sort]:
    """Without words, and to the database, nothing fits better: the newest are first, and are called that."""
    names = sort_names()
    current = criteria.sort
    if not criteria.question or results.engine == "database":
        names = {"relevance": names["newest"], "used": names["used"]}
        current = "relevance" if current == "newest" else current
    return [Sort(label, address_of(replace(criteria, sort=name)), name == current) for name, label in names.items()]


def ways_of(results: Results, facets: list[Facet]) -> list[WayOut]:
    """Choices by the names of their values, words as they were typed."""
    chosen = [(facet.name, value.label) for facet in facets for value in facet.values if value.chosen]
    return [
        WayOut(
            way.word or ", ".join(label for name, label in chosen if name in way.facets),
            address_of(way.criteria),
            way.total,
        )
        for way in results.ways
    ]


def page_of(request: HttpRequest) -> int:
    return min(whole_number(request.GET.get("page", ""), digits=4) or 1, LAST_PAGE)
