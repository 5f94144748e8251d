"""What readers do: propose a material for a collection, follow it; and the curators' answers."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from materials.collections import arranging
from materials.collections.contents import visible_outline
from materials.collections.holding import locked
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.proposal import Answer, Follow, Proposal
from teams.inbox import Kind, tell
from teams.models.team import Team
from teams.models.user import User
from teams.services.memberships import leads_of

#: Proposals of one person that may wait in one collection.
MOST_WAITING = 20


@transaction.atomic
def propose(collection: Collection, material: Material, *, by: User, why: str = "") -> Proposal:
    """Proposes a material that the person sees for a collection that they see. Twice the same is once.

    What they may not see of the collection is not there: a part that is hidden from them can be proposed.
    """
    row = Collection.objects.visible_to(by).filter(pk=collection.pk).select_for_update().first()
    if row is None or not Material.objects.visible_to(by).filter(pk=material.pk).exists():
        raise PermissionDenied
    if material.pk in visible_outline(by, row).materials:
        raise ValidationError(_("It is in the collection already."))
    waiting = row.proposals.filter(by=by, answer=Answer.WAITING)
    if (same := waiting.filter(material=material).first()) is not None:
        return same
    if waiting.count() >= MOST_WAITING:
        raise ValidationError(_("Many of your proposals wait here already. Let the team answer first."))
    proposal = Proposal(collection=row, material=material, by=by, why=why.strip())
    proposal.refuse_long_text()
    proposal.save()
    tell(Kind.PROPOSED, curators_of(row), by=by, target=proposal)
    return proposal


def curators_of(collection: Collection) -> QuerySet[User]:
    team: Team = collection.team
    return team.people.all() if collection.by_members else leads_of(team)


@transaction.atomic
def accept(proposal: Proposal, *, by: User) -> None:
    """Puts the material at the end of the collection; everyone's same proposal is answered with it."""
    _require(proposal, by)
    arranging.add_part(proposal.collection, proposal.material, by=by)
    same = Proposal.objects.filter(collection=proposal.collection_id, material=proposal.material_id)
    waiting = list(same.filter(answer=Answer.WAITING).select_related("by"))
    same.filter(answer=Answer.WAITING).update(answer=Answer.ACCEPTED, answered_by=by, answered_at=timezone.now())
    for answered in waiting:
        tell(Kind.PROPOSAL_ANSWERED, [answered.by], by=by, target=answered)


@transaction.atomic
def decline(proposal: Proposal, *, reason: str, by: User) -> None:
    """Says no, with the reason that the proposer is told."""
    _require(proposal, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, in a word or two, to the colleague who proposed it.")})
    proposal.answer, proposal.reason = Answer.DECLINED, reason.strip()
    proposal.answered_by, proposal.answered_at = by, timezone.now()
    proposal.refuse_long_text()
    proposal.save()
    tell(Kind.PROPOSAL_ANSWERED, [proposal.by], by=by, target=proposal)


def _require(proposal: Proposal, by: User) -> None:
    """Raises PermissionDenied unless the person answers for the collection and sees the material."""
    locked(proposal.collection, by=by)
    waiting = to_answer(proposal.collection, by=by).filter(pk=proposal.pk)
    if not waiting.exists():
        raise PermissionDenied


def to_answer(collection: Collection, *, by: User) -> QuerySet[Proposal]:
    """The waiting proposals that this curator may know of: of materials that they see themselves."""
    waiting = collection.proposals.filter(of_visible(by), answer=Answer.WAITING)
    return waiting.select_related("material", "by")


def mine(collection: Collection, *, by: User) -> QuerySet[Proposal]:
    """The person's own proposals here, with the answers."""
    return collection.proposals.filter(of_visible(by), by=by).select_related("material")


def of_visible(person: User) -> Exists:
    """Of proposals: whether the person sees the material. Looks at theirs, not at all there are."""
    return Exists(Material.objects.visible_to(person).filter(pk=OuterRef("material")))


@transaction.atomic
def follow(collection: Collection, *, by: User) -> None:
    """The person hears of what comes into the collection, as long as they see it."""
    if not Collection.objects.visible_to(by).filter(pk=collection.pk).exists():
        raise PermissionDenied
    Follow.objects.get_or_create(collection=collection, person=by)


@transaction.atomic
def unfollow(collection: Collection, *, by: User) -> None:
    Follow.objects.filter(collection=collection, person=by).delete()
