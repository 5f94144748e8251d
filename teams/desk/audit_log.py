"""What was done at the desk and in teams, and by whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from teams.desk.listing import page_of
from teams.desk.offices import office_required
from teams.models.audit import AuditEntry


@require_safe
@office_required(operator=True)
def audit_log(request: HttpRequest) -> HttpResponse:
    page = page_of(request, AuditEntry.objects.select_related("by"))
    return render(request, "teams/desk/audit.html", {"page": page})
