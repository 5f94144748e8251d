"""Finding materials for a collection: the search that everyone knows, with a button to add or to propose each hit."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from materials.collections.contents import visible_outline
from materials.models.collection import Collection
from search.criteria import ask
from search.finding import Results, find
from search.result_page import LAST_PAGE, page_of
from teams.models.user import User


@require_safe
@login_required
def collect(request: HttpRequest, collection_id: int) -> HttpResponse:
    """`/collections/<id>/add/?q=…&page=…`: whoever arranges the collection adds, who sees it proposes."""
    row = get_object_or_404(Collection.objects.visible_to(request.user).for_cards(), pk=collection_id)
    criteria = ask(request.GET.get("q", ""))
    outline = visible_outline(request.user, row)
    found = partial(find, criteria, user=request.user, page=page_of(request), materials_only=True)
    results = None if criteria.is_empty else found()
    context = {
        "collection": row,
        "title": outline.face.title,
        "curates": may_arrange(request, row),
        "there": set(outline.materials),
        "asked": criteria,
        "results": results,
        **neighbors(results),
    }
    return render(request, "search/collect.html", context)


def may_arrange(request: HttpRequest, row: Collection) -> bool:
    return isinstance(request.user, User) and Collection.objects.curated_by(request.user).filter(pk=row.pk).exists()


def neighbors(results: Results | None) -> dict[str, object]:
    """Numbers of the pages before and after, 0 for none."""
    if results is None:
        return {"previous": 0, "next": 0}
    return {
        "previous": results.page - 1,
        "next": results.page + 1 if results.page < min(results.pages, LAST_PAGE) else 0,
    }
