"""One's saved searches: the list, and the button that saves, renames, removes and takes back."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from search.criteria import read_criteria
from search.models.saved import SavedSearch
from search.saved import keeping
from teams.typed import whole_number, written
from teams.views.acting import signed_in


@login_required
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """`/search/saved/`: a search that was just removed carries its undo."""
    just = request.GET.get("undo", "")
    undone = SavedSearch.objects.removed_by(signed_in(request)).filter(pk=whole_number(just) or 0).first()
    context = {
        "searches": SavedSearch.objects.of(signed_in(request)),
        "most": keeping.MOST,
        "undone": undone,
        "undo": reverse("search:restore", args=[undone.pk]) if undone else "",
    }
    return render(request, "search/saved.html", context)


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Saves the question whose address the result page sends."""
    criteria = read_criteria(QueryDict(request.POST.get("search", "").removeprefix("?")))
    done = _("The search is saved. When it finds something new, your inbox says so.")
    return act(request, lambda: keeping.save_search(criteria, by=signed_in(request)), done)


@login_required
@require_POST
def rename(request: HttpRequest, search_id: int) -> HttpResponse:
    search = get_object_or_404(SavedSearch.objects.of(signed_in(request)), pk=search_id)
    name = written(request.POST.get("name"))
    return act(
        request, lambda: keeping.rename_search(search, name=name, by=signed_in(request)), _("The name is saved.")
    )


@login_required
@require_POST
def remove(request: HttpRequest, search_id: int) -> HttpResponse:
    """A second click finds the way back as well."""
    search = get_object_or_404(SavedSearch, person=signed_in(request), pk=search_id)
    keeping.remove_search(search, by=signed_in(request))
    return redirect(f"{reverse('search:saved')}?undo={search.pk}")


@login_required
@require_POST
def restore(request: HttpRequest, search_id: int) -> HttpResponse:
    if SavedSearch.objects.of(signed_in(request)).filter(pk=search_id).exists():  # since the first of two clicks
        return redirect("search:saved")
    search = get_object_or_404(SavedSearch.objects.removed_by(signed_in(request)), pk=search_id)
    done = _("The search is back.")
    return act(request, lambda: keeping.restore_search(search, by=signed_in(request)), done)


def act(request: HttpRequest, change: Callable[[], object], done: str) -> HttpResponse:
    """Does it and says so on the list, or says why not."""
    try:
        change()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("search:saved")
