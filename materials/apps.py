"""Registers the room of materials and listens to news about teams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MaterialsConfig(AppConfig):
    name = "materials"
    verbose_name = _("Materials")

    def ready(self) -> None:
        from materials import caps, notices, review
        from materials.adaptations import limits
        from materials.collections import housekeeping as collections
        from materials.services import reviewing
        from materials.worker import companions, housekeeping
        from teams import sealing
        from teams.inbox import digests, forgetting

        caps.connect()
        limits.connect()
        notices.connect()
        review.connect()
        collections.connect()
        companions.register("digests", digests.beat)
        housekeeping.register("forgotten notices", forgetting.forget)
        housekeeping.register("sealed", sealing.seal)
        housekeeping.register("reminded", reviewing.remind)
