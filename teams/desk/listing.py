"""What the desk's lists have in common."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50


def asked(request: HttpRequest) -> str:
    """What is looked for; no more of it than a person types."""
    return request.GET.get("q", "")[:100].replace("\x00", "")


def page_of(request: HttpRequest, found: QuerySet[Any]) -> Page[Any]:
    return Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
