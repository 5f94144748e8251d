"""Registers the room of people and teams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "teams"
    verbose_name = _("People and teams")

    def ready(self) -> None:
        from teams import signals
        from teams.inbox import about_teams

        signals.connect()
        about_teams.connect()
