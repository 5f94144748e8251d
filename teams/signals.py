"""The news that teams send upward."""

from django.dispatch import Signal

#: Sent inside the transaction in which a team's schools change: `team_ids`, a list of int.
team_changed = Signal()
