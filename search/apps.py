"""Registers the room of search, which listens to what changes in materials."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from materials.worker import companions, housekeeping
        from search import signals, wanted
        from search.background import Indexer, verify_daily
        from search.saved import looking, notices

        signals.connect()
        notices.connect()
        companions.register("indexer", Indexer().beat)
        companions.register("saved searches", looking.beat)
        housekeeping.register("forgotten", wanted.forget)
        housekeeping.register("removed searches", looking.forget)
        housekeeping.register("mended", verify_daily)
