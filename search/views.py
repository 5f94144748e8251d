"""The result page, and what is offered while somebody types."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from materials.models.material import Material
from materials.permissions import text_for
from search import wanted
from search.afterwards import PageAndThen
from search.criteria import Criteria, read_criteria
from search.facets import address_of
from search.finding import Results, find
from search.result_page import context_of, page_of
from search.saved.keeping import keeps
from search.similar import similar_to
from search.typing_ahead import offer
from search.wanted_words import words_to_keep
from teams.models.user import User


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=…&subject=…&grade=…&sort=…&page=…`: one address a state, for visitors and people alike."""
    criteria = read_criteria(request.GET)
    results = find(criteria, user=request.user, page=page_of(request))
    words = _missed(request, criteria, results)
    context = {**context_of(criteria, results, user=request.user), "is_told": bool(words)}
    context["is_kept"] = (
        isinstance(request.user, User) and not criteria.is_empty and keeps(criteria, person=request.user)
    )
    if words and isinstance(request.user, User):
        page_said = render_to_string("search/results.html", context, request)
        return PageAndThen(page_said, partial(wanted.note, words, by=request.user))
    return render(request, "search/results.html", context)


@require_safe
def offer_words(request: HttpRequest) -> HttpResponse:
    """`/search/offer/?q=…`: words and titles to choose from, as a piece of a page."""
    offered = offer(request.GET.get("q", ""), user=request.user)
    words = [(word, address_of(Criteria(typed=word))) for word in offered.words]
    return render(
        request, "search/_offer.html", {"words": words, "titles": offered.titles, "collections": offered.collections}
    )


@require_safe
def similar(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/search/similar/<id>/`: a page of its own, and the piece of it that the material's page shows."""
    row = get_object_or_404(Material.objects.visible_to(request.user).for_cards(), pk=material_id)
    text = text_for(request.user, row)
    context = {"material": row, "text": text, "similar": similar_to(text, user=request.user)}
    return render(request, "search/similar.html", context)


def _missed(request: HttpRequest, criteria: Criteria, results: Results) -> tuple[str, ...]:
    """The words that this person looked for in vain, if that may be noted: asked once, of an engine, on the first page.

    Where other grades have it, nothing is missing under these words. A browser that fetches ahead is nobody who asks.
    """
    asked = request.method == "GET" and isinstance(request.user, User) and not request.headers.get("Sec-Purpose")
    in_vain = not results.total and results.page == 1 and results.engine != "database"
    other_grades = any(way.facets for way in results.ways)
    return words_to_keep(criteria) if asked and in_vain and not other_grades else ()
