"""Says in plain sentences who can see a collection, and when it is planned for."""

from django.conf import settings
from django.utils.translation import gettext as _

from materials.collections.outline import Face
from materials.models.collection import Collection
from materials.vocabulary import Reach, Review
from materials.words import schools


def weeks(face: Face) -> str:
    """`uge 36–40`; an empty string when nobody planned it."""
    if not face.first_week or not face.last_week:
        return ""
    if face.first_week == face.last_week:
        return _("week %(week)s") % {"week": face.first_week}
    return _("weeks %(first)s–%(last)s") % {"first": face.first_week, "last": face.last_week}


def if_shared(collection: Collection, reach: Reach) -> str:
    """The sentence for a reach, chosen or about to be. It says "collection", for the parts may reach less far."""
    match reach:
        case Reach.PUBLIC:
            return _("Everyone can see this collection, also pupils, parents and others without signing in.")
        case Reach.MUNICIPALITY:
            return _("All teachers in %(municipality)s can see this collection. Pupils and parents cannot.") % {
                "municipality": settings.MUNICIPALITY
            }
        case Reach.SCHOOL:
            return _("Everyone who works at %(schools)s can see this collection.") % {
                "schools": schools(collection.team)
            }
        case _:
            if collection.team.is_personal:
                return _("Only you can see this collection.")
            return _("Only the team %(team)s can see this collection.") % {"team": collection.team}


def who_can_see(collection: Collection, *, of_team: bool, unapproved: bool) -> list[str]:
    """Who sees it now; for the team also what is about to change, and that the parts keep their own reach."""
    sentences = [if_shared(collection, Reach(collection.reach))]
    if not of_team:
        return sentences
    sentences.append(_("Each part is shown only to those who may see that material."))
    if collection.review == Review.IN_REVIEW:
        sentences.append(_("The editors are asked before it reaches further."))
    if collection.review == Review.SENT_BACK:
        sentences.append(_("An editor has sent it back with a reason."))
    if unapproved and collection.review != Review.IN_REVIEW:
        sentences.append(
            _("Outside your schools people see what the editor approved. The rest waits until you submit it again.")
        )
    return sentences
