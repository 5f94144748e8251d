"""The pages that editors write in the admin: the front page and pages of text."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from materials.models.material import Material
from materials.vocabulary import Reach

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
#: Public materials that the front page shows.
NEWEST = 8


class HomePage(Page):
    """What visitors meet first."""

    introduction = models.TextField(_("introduction"), blank=True)
    body = RichTextField(_("text"), blank=True, features=FEATURES)

    content_panels: list[Any] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.TextPage"]
    max_count = 1  # type: ignore[assignment]

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        public = Material.objects.published().filter(reach=Reach.PUBLIC)
        context["newest"] = public.for_cards().order_by("-first_published_at", "-pk")[:NEWEST]
        return context


class TextPage(Page):
    """A page of text: about, privacy, accessibility, and whatever else a municipality must say."""

    body = RichTextField(_("text"), features=FEATURES)

    content_panels: list[Any] = [
        *Page.content_panels,
        FieldPanel("body"),
    ]
    parent_page_types = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")
