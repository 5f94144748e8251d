"""Choosing among what a search finds in order to change several at once: those of one's own teams, and no others."""

from dataclasses import dataclass, replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from materials import access
from materials.bulk.choosing import MOST
from materials.bulk.views import PAGE_SIZE, chosen, ids_in
from materials.models.material import Material
from materials.texts import texts_for
from search import fallback
from search.asking_as import ask_as
from search.criteria import Criteria, read_criteria
from search.engines import Asked, Base, Engine
from search.facets import address_of
from search.result_page import page_of
from teams.models.user import User
from teams.views.acting import signed_in


@dataclass(frozen=True)
class Found:
    """Materials of the person's own teams that answer, best first; how many there are, and how many others answer."""

    ours: list[int]
    total: int
    others: int


def ours(criteria: Criteria, *, user: User) -> Found:
    """Asked with the keys of the teams alone, so that an answer is theirs and is found by the text that they read.

    At most one more than may be changed at once. Two questions to the engine, asked together, whatever the numbers.
    """

    def ask(engine: Engine, base: Base) -> Found:
        asked = Asked(base, criteria.question, criteria.filters, criteria.sort, size=1, with_facets=False)
        own = frozenset(key for key in base.readers if key.startswith("team:"))
        of_these = replace(asked, base=replace(base, readers=own), size=MOST + 1)
        everything, found = engine.search_each([asked, of_these])
        return Found(found.materials, found.total, everything.total - found.total)

    return ask_as(user, ask, materials_only=True) or _from_database(criteria, user)


def _from_database(criteria: Criteria, user: User) -> Found:
    everything = fallback.search(criteria, user=user, start=0, size=1, materials_only=True)
    among = access.owned_by(user)
    own = fallback.search(criteria, user=user, start=0, size=MOST + 1, materials_only=True, among=among)
    return Found(own.materials, own.total, everything.total - own.total)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """`/search/choose/?q=…&page=…`: the search's own address, of whose answers one's teams' can be changed."""
    user, criteria = signed_in(request), read_criteria(request.GET)
    found, errors = ours(criteria, user=user), list[str]()
    if request.method == "POST":
        every = Material.objects.editable_by(user).filter(pk__in=found.ours).values_list("pk", flat=True)
        made = chosen(user, every if "all" in request.POST else ids_in(request.POST), errors)
        if made is not None:
            return redirect("bulk:change", made.pk)
    number = page_of(request)
    start = (number - 1) * PAGE_SIZE
    context = {
        "criteria": criteria,
        "found": found,
        "rows": _rows(found.ours[start : start + PAGE_SIZE], user),
        "errors": errors,
        "address": address_of(criteria),
        "previous": address_of(criteria, page=str(number - 1)) if number > 1 else "",
        "next": address_of(criteria, page=str(number + 1)) if start + PAGE_SIZE < len(found.ours) else "",
    }
    return render(request, "search/choose.html", context)


def _rows(ids: list[int], user: User) -> list[Material]:
    rows = {row.pk: row for row in Material.objects.editable_by(user).filter(pk__in=ids).for_cards()}
    return texts_for(user, [rows[pk] for pk in ids if pk in rows])
