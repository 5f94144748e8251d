"""What was done at the desk and in teams, and by whom."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teams.desk.offices import office_required
from teams.desk.pages import asked, list_page, page_of
from teams.letters import has
from teams.models.audit import AuditEntry


@require_safe
@office_required(operator=True)
def audit_log(request: HttpRequest) -> HttpResponse:
    """`…/audit/?q=`: by whom, what, or the number of what it was done to."""
    found = AuditEntry.objects.select_related("by")
    if query := asked(request).strip():
        by = has("by__name", query) | has("by__subject", query)
        found = found.filter(by | Q(action__startswith=query) | Q(target_id=query))
    label = _("Who, what or the number of what")
    page = page_of(request, found)
    return list_page(request, "teams/desk/audit.html", page, heading=_("Audit log"), icon="history", label=label)
