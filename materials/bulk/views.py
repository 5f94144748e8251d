"""A change to many materials on its way: chosen, previewed, done and undone, each by one form that needs no script."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from materials.bulk import choosing, doing, showing, words
from materials.bulk.forms import FORMS, WishForm
from materials.models.bulk import OPEN, BulkAction, BulkChange, BulkState, ItemState
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.team_page import Asked, listed, shared_of, shelves_of
from materials.texts import cards_for
from materials.views.acting import attempt
from teams.models.team import Team
from teams.models.user import User
from teams.typed import whole_number
from teams.views.acting import signed_in, tell

#: Materials of one page to choose from, and changes of the list.
PAGE_SIZE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_team(request: HttpRequest, slug: str) -> HttpResponse:
    """`/teams/<slug>/choose/`: a team's materials, or one shelf of them, to choose from; for those who are in it."""
    user = signed_in(request)
    team = get_object_or_404(Team.objects.of(user).prefetch_related("schools"), slug=slug)
    asked = Asked.of(request.GET.dict())
    materials = _shelf(team, user, asked)
    errors: list[str] = []
    if request.method == "POST":
        ids = materials.values_list("pk", flat=True) if "all" in request.POST else ids_in(request.POST)
        made = chosen(user, ids, errors)
        if made is not None:
            return redirect("bulk:change", made.pk)
    page = Paginator(materials.for_cards().defer("body", "summary"), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = cards_for(user, page.object_list)
    context = {"team": team, "page": page, "rows": rows, "query": asked.query(), "errors": errors}
    return render(request, "bulk/of_team.html", context)


def _shelf(team: Team, user: User, asked: Asked) -> MaterialQuerySet:
    if asked == Asked():
        return Material.objects.editable_by(user).filter(team=team).newest_first()
    found = listed(team, user, asked, shelves_of(shared_of(team, user)))
    return found if found.query.order_by else found.newest_first()


def ids_in(posted: Any) -> list[int]:
    """The ticked materials. What is no number is a material that nobody has."""
    return [whole_number(one) or 0 for one in posted.getlist("material")]


def chosen(user: User, ids: Iterable[int], errors: list[str]) -> BulkChange | None:
    """The change to go on with, or None and the reason among the errors."""
    try:
        return choosing.choose(ids, by=user)
    except ValidationError as error:
        errors.extend(error.messages)
    return None


@login_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """`/bulk/`: what one has done to many, with the way back while there is one."""
    made = BulkChange.objects.of(signed_in(request)).made()
    page = Paginator(made, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "bulk/changes.html", {"page": page})


@login_required
@require_safe
def change(request: HttpRequest, change_id: str) -> HttpResponse:
    """`/bulk/<id>/`: what to do with the chosen ones, the preview, how far it is, or what became of it."""
    row = _mine(request, change_id)
    if row.state == BulkState.PREVIEWED and "choose" not in request.GET:
        return _preview(request, row)
    return _choose(request, row) if row.state in OPEN else _became(request, row)


@login_required
@require_POST
def plan(request: HttpRequest, change_id: str) -> HttpResponse:
    """What is wished for, which leads to the preview; what cannot be is said above its form."""
    row, user = _mine(request, change_id), signed_in(request)
    action = next((one for one in BulkAction if one == request.POST.get("action")), None)
    if action is None:
        return redirect("bulk:change", row.pk)
    form = FORMS[action](request.POST, person=user)
    if form.is_valid():
        attempt(form, lambda: choosing.preview(row, action=action, wish=form.wish, by=user))
    if form.errors:
        return _choose(request, row, action, form)
    return redirect("bulk:change", row.pk)


@login_required
@require_POST
def do(request: HttpRequest, change_id: str) -> HttpResponse:
    """Does what was previewed, or goes on with what has stopped."""
    row, version = _mine(request, change_id), whole_number(request.POST.get("version"), digits=8) or 0
    tell(request, lambda: doing.start(row, version=version, by=signed_in(request)), "")
    return redirect("bulk:change", row.pk)


@login_required
@require_POST
def undo(request: HttpRequest, change_id: str) -> HttpResponse:
    row = _mine(request, change_id)
    tell(request, lambda: doing.undo(row, by=signed_in(request)), "")
    return redirect("bulk:change", row.pk)


def _mine(request: HttpRequest, change_id: str) -> BulkChange:
    return get_object_or_404(BulkChange.objects.of(signed_in(request)).select_related("by"), pk=change_id)


def _choose(
    request: HttpRequest, row: BulkChange, action: BulkAction | None = None, bound: WishForm | None = None
) -> HttpResponse:
    user = signed_in(request)
    forms = [
        (one, bound if bound is not None and one == action else FORMS[one](person=user), one == action)
        for one in BulkAction
    ]
    context = {"change": row, "forms": forms, "form": bound, "first": showing.first_of(row, user)}
    return render(request, "bulk/choose.html", context)


def _preview(request: HttpRequest, row: BulkChange) -> HttpResponse:
    try:
        lines = showing.previewed(row, signed_in(request))
    except PermissionDenied:
        return _choose(request, row)
    context = {
        "change": row,
        "wish": words.wish(row),
        "number": row.summary.get("changes", 0),
        "button": words.button(row, row.summary.get("changes", 0)),
        "only": only_one(row, signed_in(request)),
        "numbers": words.numbers(row.summary),
        "refused": [(words.reason(code), number) for code, number in row.summary["refused"].items()],
        "more": row.summary.get("changes", 0) > len(lines["changing"]),
        **lines,
    }
    return render(request, "bulk/preview.html", context)


def _became(request: HttpRequest, row: BulkChange) -> HttpResponse:
    outcome = showing.outcome(row, signed_in(request))
    counts = outcome["counts"]
    waiting = counts[ItemState.WAITING] if row.state == BulkState.DOING else counts[ItemState.DONE]
    only = only_one(row, signed_in(request))
    context = {"change": row, "wish": words.wish(row), "past": row.total - waiting, "only": only, **outcome}
    return render(request, "bulk/became.html", context)


def only_one(row: BulkChange, user: User) -> Material | None:
    """The material of a change of one, whose page leads here and is led back to, while the person may see it."""
    return next(iter(showing.first_of(row, user)), None) if row.total == 1 else None
