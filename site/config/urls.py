"""Which room answers which address."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from config.closed import closed

urlpatterns = [
    closed(),
    path("admin/", RedirectView.as_view(pattern_name="materials_desk:materials")),  # Wagtail's start page has no use
    path("admin/", include(wagtailadmin_urls)),
    path("", include("teams.urls")),
    path("", include("materials.urls")),
    path("", include("materials.collections.urls")),
    path("", include("materials.bulk.urls")),
    path("", include("search.urls")),
    path("", include("pages.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("demo.urls")))
urlpatterns.append(path("", include(wagtail_urls)))  # the editors' pages answer what nobody else does
