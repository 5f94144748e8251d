"""Parts of the admin that are not offered: accounts have views of our own, and materials have the desk."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, re_path

#: First parts of addresses below /admin/ that are not there.
CLOSED = [
    "users",
    "groups",
    "snippets",
    "collections",
    "workflows",
    "tasks",
    "reports",
    "bulk",
    "images",
    "documents",
    "password_reset",
]
CLOSED += ["account", "redirects", "sites", "generic", "rich_text"]


def not_here(request: HttpRequest) -> HttpResponse:
    raise Http404


def closed() -> URLPattern:
    return re_path(rf"^admin/(?:{'|'.join(CLOSED)})(?:/|$)", not_here)
