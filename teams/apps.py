"""Registers the room of people and teams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "teams"
    verbose_name = _("People and teams")

    def ready(self) -> None:
        from teams import signals

        signals.connect()
