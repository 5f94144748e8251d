"""Which room answers which address."""

from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from config.views import accessibility_statement

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("was", accessibility_statement, name="was"),
    path("", include("teams.urls")),
    path("", include("search.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("demo.urls")))
urlpatterns.append(path("", include(wagtail_urls)))  # the editors' pages answer what nobody else does
