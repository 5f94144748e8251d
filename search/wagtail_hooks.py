"""Puts the editors' other words, what nobody found, and the operators' page about the index on the desk."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from teams.wagtail_hooks import OperatorsItem


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("words/", include("search.desk.urls"))]


@hooks.register("register_admin_menu_item")
def aliases_item() -> MenuItem:
    return MenuItem(_("Other words"), reverse("search_desk:aliases"), name="aliases", icon_name="search", order=36)


@hooks.register("register_admin_menu_item")
def wanted_item() -> MenuItem:
    return MenuItem(_("Looked for in vain"), reverse("search_desk:wanted"), name="wanted", icon_name="help", order=37)


@hooks.register("register_admin_menu_item")
def index_item() -> MenuItem:
    return OperatorsItem(_("Search index"), reverse("search_desk:index"), name="index", icon_name="list-ul", order=38)
