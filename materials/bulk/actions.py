"""Which action a change is, from what was wished."""

from materials.bulk.collecting import Collecting
from materials.bulk.describing import Subjects, Tags
from materials.bulk.giving import Giving
from materials.bulk.planning import Action
from materials.bulk.reaching import Reaching
from materials.bulk.trashing import Trashing
from materials.models.bulk import BulkAction, BulkChange
from materials.vocabulary import Reach


def action_of(change: BulkChange) -> Action:
    """Raises PermissionDenied when the team or the collection that was wished for is gone."""
    wish = change.wish
    match change.action:
        case BulkAction.TAGS:
            return Tags(tuple(wish["add"]), tuple(wish["remove"]))
        case BulkAction.SUBJECTS:
            return Subjects.wished(wish)
        case BulkAction.REACH:
            return Reaching(Reach(wish["reach"]))
        case BulkAction.TEAM:
            return Giving.wished(wish)
        case BulkAction.COLLECTION:
            return Collecting.wished(wish)
        case _:
            return Trashing()
