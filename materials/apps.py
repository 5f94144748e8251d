"""Registers the room of materials and listens to news about teams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MaterialsConfig(AppConfig):
    name = "materials"
    verbose_name = _("Materials")

    def ready(self) -> None:
        from materials import caps, comment_notices, notices, report_notices, review
        from materials.adaptations import limits
        from materials.collections import housekeeping as collections
        from materials.collections import notices as collection_notices
        from materials.collections import team_changes
        from materials.models.bulk import BulkChange
        from materials.services import reminding
        from materials.worker import companions, housekeeping
        from teams import sealing
        from teams.inbox import digests, forgetting

        caps.connect()
        limits.connect()
        notices.connect()
        report_notices.connect()
        comment_notices.connect()
        collection_notices.connect()
        review.connect()
        collections.connect()
        team_changes.connect()
        companions.register("digests", digests.beat)
        housekeeping.register("forgotten notices", forgetting.forget)
        housekeeping.register("bulk changes", BulkChange.objects.forget)
        housekeeping.register("sealed", sealing.seal)
        housekeeping.register("reminded", reminding.remind)
