"""Puts people, teams, schools and the audit log on the desk."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from teams.models.user import User


class OperatorsItem(MenuItem):
    """An entry that operators alone see."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.is_operator


@hooks.register("insert_global_admin_css")
def style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("", include("teams.desk.urls"))]


@hooks.register("register_admin_menu_item")
def people_item() -> MenuItem:
    return MenuItem(_("People"), reverse("teams_desk:people"), name="people", icon_name="group", order=30)


@hooks.register("register_admin_menu_item")
def teams_item() -> MenuItem:
    return MenuItem(_("Teams"), reverse("teams_desk:teams"), name="teams", icon_name="folder-open-inverse", order=32)


@hooks.register("register_admin_menu_item")
def schools_item() -> MenuItem:
    return MenuItem(_("Schools"), reverse("teams_desk:schools"), name="schools", icon_name="home", order=34)


@hooks.register("register_admin_menu_item")
def audit_item() -> MenuItem:
    return OperatorsItem(_("Audit log"), reverse("teams_desk:audit"), name="audit", icon_name="history", order=40)
