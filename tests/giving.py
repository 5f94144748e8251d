"""Gives one material to another team as its page does: a change of one, planned and done."""

from django.core.exceptions import ValidationError

from materials.bulk import choosing, doing
from materials.models.bulk import BulkAction
from materials.models.material import Material
from teams.models.team import Team
from teams.models.user import User


def give_on(material: Material, *, team: Team, by: User) -> None:
    """Raises PermissionDenied or ValidationError when it is refused, whoever refuses it."""
    change = choosing.planned([material.pk], action=BulkAction.TEAM, wish={"team": team.pk}, by=by)
    doing.start(change, version=1, by=by)
    if reason := change.items.get().reason:
        raise ValidationError(reason)
