"""The front page for visitors, the way home for people, and the list of public materials."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.views import serve

from materials.models.material import Material
from materials.views.home import home

PAGE_SIZE = 24


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """`/`: a signed-in person's own home; for visitors the page that the editors wrote."""
    if request.user.is_authenticated:
        return home(request)
    response: HttpResponse = serve(request, "")
    return response


@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """`/was`, the short address that the law asks for: the statement made in the agency's tool, else our own page."""
    return HttpResponseRedirect(settings.WAS_STATEMENT_URL or "/tilgaengelighed/")


@require_safe
def public_materials(request: HttpRequest) -> HttpResponse:
    """`/materials/`: what everyone may see, newest first."""
    public = Material.objects.visible_to(AnonymousUser()).for_cards().order_by("-first_published_at", "-pk")
    page = Paginator(public, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "pages/public_materials.html", {"page": page})
