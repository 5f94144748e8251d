"""Addresses that belong to the website as a whole."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe


@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """The short address that the law asks for; without a statement made in the WAS-Tool, our own page."""
    return redirect(settings.WAS_STATEMENT_URL or "/accessibility/")
