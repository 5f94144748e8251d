"""The news that teams send upward: a team's schools are about to change, or have changed, by whatever path."""

from typing import Any

from django.db.models.signals import m2m_changed, post_save
from django.dispatch import Signal

from teams.models.school import School
from teams.models.team import Team

#: Sent inside the transaction in which a team's schools change: `team_ids`, a list of int; and `by`, where it is known.
team_changed = Signal()
#: Sent before a team gets other schools: `team` and `schools`. A receiver refuses by raising ValidationError.
schools_asked = Signal()
#: Sent before somebody's own team follows them to another school: `team` and `schools`. Nobody can refuse that; a
#: receiver sees to what has to stay behind.
own_team_follows = Signal()


def connect() -> None:
    m2m_changed.connect(_on_schools_changed, sender=Team.schools.through, dispatch_uid="teams.schools")
    post_save.connect(_on_school_saved, sender=School, dispatch_uid="teams.school")


def _on_schools_changed(sender: object, instance: Team | School, action: str, **kwargs: Any) -> None:
    if not action.startswith("post_"):
        return
    ids = [instance.pk] if isinstance(instance, Team) else sorted(kwargs["pk_set"] or ())
    team_changed.send(sender=None, team_ids=ids)


def _on_school_saved(sender: object, instance: School, created: bool, **kwargs: Any) -> None:
    """A school that gets another parent changes who its teams' materials reach."""
    if not created:
        team_changed.send(sender=None, team_ids=list(instance.teams.values_list("pk", flat=True)))
