"""What was done at the desk and in teams, and by whom."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from teams.desk.listing import asked, page_of
from teams.desk.offices import office_required
from teams.models.audit import AuditEntry


@require_safe
@office_required(operator=True)
def audit_log(request: HttpRequest) -> HttpResponse:
    """`…/audit/?q=`: by whom, what, or the number of what it was done to."""
    found = AuditEntry.objects.select_related("by")
    if query := asked(request).strip():
        by = Q(by__name__icontains=query) | Q(by__subject__icontains=query)
        found = found.filter(by | Q(action__startswith=query) | Q(target_id=query))
    return render(request, "teams/desk/audit.html", {"page": page_of(request, found), "query": query})
