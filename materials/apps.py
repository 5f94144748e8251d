"""Registers the room of materials and listens to news about teams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MaterialsConfig(AppConfig):
    name = "materials"
    verbose_name = _("Materials")

    def ready(self) -> None:
        from materials import caps, notices, review

        caps.connect()
        notices.connect()
        review.connect()
