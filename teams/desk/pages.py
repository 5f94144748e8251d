"""The desk's own pages: nearly each of them is a list or a form, and each shape is written once."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

PAGE_SIZE = 50


def asked(request: HttpRequest) -> str:
    """What is looked for; no more of it than a person types."""
    return request.GET.get("q", "")[:100].replace("\x00", "")


def page_of(request: HttpRequest, found: QuerySet[Any]) -> Page[Any]:
    return Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))


def list_page(
    request: HttpRequest, template: str, page: Page[Any], *, rows: Sequence[Any] | None = None, **said: object
) -> HttpResponse:
    """The template extends `desk/list.html`, which says what it takes; rows are those of the page, or made of them."""
    shown = page.object_list if rows is None else rows
    return render(request, template, {"page": page, "rows": shown, "query": asked(request), **said})


def form_page(
    request: HttpRequest, form: BaseForm, *, back: str, template: str = "desk/form.html", **said: object
) -> HttpResponse:
    """`back` names the list that the form came from; a template with more than the form extends `desk/form.html`."""
    return render(request, template, {"form": form, "back": reverse(back), **said})
