"""Registers the room of materials and listens to news about teams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MaterialsConfig(AppConfig):
    name = "materials"
    verbose_name = _("Materials")

    def ready(self) -> None:
        from materials import caps, review
        from materials.services import reviewing
        from materials.worker import housekeeping
        from teams import sealing

        caps.connect()
        review.connect()
        housekeeping.register("sealed", sealing.seal)
        housekeeping.register("reminded", reviewing.remind)
