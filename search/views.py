"""The result page, and what is offered while somebody types."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from materials.models.material import Material
from materials.permissions import text_for
from search.criteria import Criteria, read_criteria
from search.facets import address_of, chips_of, facets_of, sort_names
from search.finding import Results, find
from search.similar import similar_to
from search.typing_ahead import offer

#: Pages that can be leafed through; whoever wants more needs better words.
LAST_PAGE = 500


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=…&subject=…&grade=…&sort=…&page=…`: one address a state, for visitors and people alike."""
    criteria = read_criteria(request.GET)
    number = request.GET.get("page", "1")
    page = min(int(number), LAST_PAGE) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    results = find(criteria, user=request.user, page=max(page, 1))
    return render(request, "search/results.html", _context(criteria, results))


@require_safe
def offer_words(request: HttpRequest) -> HttpResponse:
    """`/search/offer/?q=…`: words and titles to choose from, as a piece of a page."""
    offered = offer(request.GET.get("q", ""), user=request.user)
    words = [(word, address_of(Criteria(typed=word))) for word in offered.words]
    return render(request, "search/_offer.html", {"words": words, "titles": offered.titles})


@require_safe
def similar(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/search/similar/<id>/`: a page of its own, and the piece of it that the material's page shows."""
    row = get_object_or_404(Material.objects.visible_to(request.user).for_cards(), pk=material_id)
    text = text_for(request.user, row)
    context = {"material": row, "text": text, "similar": similar_to(text, user=request.user)}
    return render(request, "search/similar.html", context)


def _context(criteria: Criteria, results: Results) -> dict[str, object]:
    facets = facets_of(results.facets, criteria)
    last = min(results.pages, LAST_PAGE)
    sorts = [(name, label, address_of(replace(criteria, sort=name))) for name, label in sort_names().items()]
    return {
        "criteria": criteria,
        "results": results,
        "facets": facets,
        "chosen": sum(facet.chosen for facet in facets),
        "chips": chips_of(facets, criteria),
        "sorts": sorts,
        "as_words": address_of(Criteria(typed=criteria.typed, as_words=True)),
        "suggested": address_of(Criteria(typed=results.suggestion, filters=criteria.filters)),
        "without_filters": address_of(Criteria(typed=criteria.words)),
        "previous": address_of(criteria, page=str(results.page - 1)) if results.page > 1 else "",
        "next": address_of(criteria, page=str(results.page + 1)) if results.page < last else "",
    }
