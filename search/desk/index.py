"""The operator's page about the index."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from search.models.standing import Standing
from search.status import status
from teams.desk.offices import office_required


@require_safe
@office_required(operator=True)
def index(request: HttpRequest) -> HttpResponse:
    """`/admin/words/index/`: lag, backlog, dead letters and the last verify."""
    context = {"heading": _("Search index"), "icon": "list-ul", "status": status()}
    return render(request, "search/desk/index.html", context)


@require_POST
@office_required(operator=True)
def again(request: HttpRequest) -> HttpResponse:
    """Has everything that was refused tried again."""
    tried = Standing.objects.filter(pending=True, tries__gt=0).update(tries=0, next_try_at=None)
    messages.success(request, _("%(number)s are tried again now.") % {"number": tried})
    return redirect("search_desk:index")
