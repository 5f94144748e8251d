"""Puts materials on the editors' desk, and takes away what Wagtail offers there and we do not."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from teams.models.user import User

#: Wagtail's menu entries that stay.
KEPT = {"explorer", "materials", "review", "people", "teams", "schools", "audit", "aliases", "wanted", "index"}


class EditorsItem(MenuItem):
    """An entry that editors alone see."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.is_editor


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("materials/", include("materials.desk.urls"))]


@hooks.register("register_admin_menu_item")
def materials_item() -> MenuItem:
    return MenuItem(
        _("Materials"), reverse("materials_desk:materials"), name="materials", icon_name="doc-full", order=10
    )


@hooks.register("register_admin_menu_item")
def review_item() -> MenuItem:
    return EditorsItem(_("Review"), reverse("materials:queue"), name="review", icon_name="clipboard-list", order=20)


@hooks.register("construct_main_menu")
def keep_ours(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name in KEPT]
