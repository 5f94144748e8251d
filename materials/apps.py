"""Registers the room of materials and listens to news about teams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MaterialsConfig(AppConfig):
    name = "materials"
    verbose_name = _("Materials")

    def ready(self) -> None:
        from materials import caps, review
        from materials.collections import housekeeping

        caps.connect()
        review.connect()
        housekeeping.connect()
