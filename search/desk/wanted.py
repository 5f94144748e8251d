"""The desk's page of what people look for and nobody has shared."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from search.criteria import Criteria
from search.facets import address_of
from search.models.wanted import Wanted
from search.wanted import REMEMBERED
from teams import audit
from teams.desk.offices import office_required
from teams.desk.pages import list_page, page_of
from teams.views.acting import signed_in


class Row(NamedTuple):
    """What was looked for, and the address that looks for it again."""

    entry: Wanted
    address: str


@require_safe
@office_required()
def wanted(request: HttpRequest) -> HttpResponse:
    """`/admin/words/wanted/`: what at least two people looked for in vain; `?dismissed=1` lists what was put away."""
    dismissed = bool(request.GET.get("dismissed"))
    page = page_of(request, Wanted.objects.of_several().filter(dismissed=dismissed).most_wanted_first())
    return list_page(
        request,
        "search/desk/wanted.html",
        page,
        rows=[Row(entry, again(entry)) for entry in page.object_list],
        heading=_("Looked for in vain"),
        icon="help",
        dismissed=dismissed,
        days=REMEMBERED,
    )


@require_POST
@office_required()
def dismiss(request: HttpRequest, wanted_id: int) -> HttpResponse:
    return _put(request, wanted_id, dismissed=True, said=_("“%(words)s” is put away."))


@require_POST
@office_required()
def put_back(request: HttpRequest, wanted_id: int) -> HttpResponse:
    return _put(request, wanted_id, dismissed=False, said=_("“%(words)s” is on the list again."))


def again(entry: Wanted) -> str:
    """The search for it. Said to be plain words, for such a search is not noted: who looks here wants nothing."""
    return address_of(Criteria(typed=entry.words, as_words=True))


def _put(request: HttpRequest, wanted_id: int, *, dismissed: bool, said: str) -> HttpResponse:
    entry = get_object_or_404(Wanted.objects.of_several(), pk=wanted_id)
    Wanted.objects.filter(pk=entry.pk).update(dismissed=dismissed)
    action = "wanted.dismiss" if dismissed else "wanted.put_back"
    audit.record(action, by=signed_in(request), target=entry, request=request)
    messages.success(request, said % {"words": entry.words})
    return redirect("search_desk:wanted")
