"""Words about parts of a text, between the editors who review it and its team."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from materials import access
from materials.models.comment import BlockComment
from materials.models.material import Material
from materials.models.review import may_decide, may_judge
from materials.permissions import may_edit
from materials.vocabulary import Review
from teams.inbox import Kind, tell
from teams.models.user import User

MOST_LETTERS = 2000
#: More are not a review but a conversation, for which there are better places.
MOST_OPEN = 100


def may_comment(material: Material, user: User) -> bool:
    """Editors while they may decide about it; the team, to answer, while editors have it or a word is open."""
    if may_decide(material, user) or (access.is_before_editors(material) and may_judge(material, user)):
        return True
    asked = bool(material.review) or material.hidden_at is not None or material.comments.open().exists()
    return asked and may_edit(user, material)


@transaction.atomic
def comment(material: Material, *, block: str, text: str, by: User) -> BlockComment:
    """Says something about a block of what was submitted, or of the latest text; with no block, about the whole.

    Twice the same, as by two clicks, is once.

    Raises ValidationError for no words, too many, a block that is in neither text, or too many open comments.
    """
    row = Material.objects.select_for_update().get(pk=material.pk)
    if not may_comment(row, by):
        raise PermissionDenied
    said = text.strip().replace("\x00", "")
    if not said:
        raise ValidationError(_("Write something first."))
    if len(said) > MOST_LETTERS:
        raise ValidationError(_("This is too long. It takes %(most)s letters at most.") % {"most": MOST_LETTERS})
    if row.comments.open().count() >= MOST_OPEN:
        raise ValidationError(
            _("There are %(most)s comments that the team has not settled. No more can be made before.")
            % {"most": MOST_OPEN}
        )
    if block and block not in blocks_of(row):
        raise ValidationError(_("That part is no longer there."))
    if (same := row.comments.open().filter(block=block, text=said, by=by).first()) is not None:
        return same
    made = BlockComment.objects.create(material=row, block=block, text=said, by=by)
    tell(Kind.COMMENTED, whom_it_concerns(row), by=by, target=row)
    return made


def whom_it_concerns(material: Material) -> QuerySet[User]:
    """The team, and the editors who are at it or have said something. Who may still read it is asked when they do."""
    at_it = material.submissions.open()
    return User.objects.filter(
        Q(memberships__team=material.team_id)
        | Q(pk__in=material.comments.values("by"))
        | Q(pk__in=at_it.exclude(taken_by=None).values("taken_by"))
        | Q(pk__in=at_it.exclude(opinion_asked_by=None).values("opinion_asked_by"))
    )


def blocks_of(material: Material) -> set[str]:
    """Ids of the blocks of the published, the submitted and the latest text."""
    texts = [material, material.get_latest_revision_as_object()]
    if material.review == Review.IN_REVIEW and material.submitted_revision is not None:
        texts.append(material.submitted_revision.as_object())
    return {block.id for text in texts for block in text.body}


@transaction.atomic
def resolve(comment: BlockComment, *, by: User) -> None:
    """The team has done what was asked. Doing it twice changes nothing."""
    _require_team(comment, by)
    BlockComment.objects.open().filter(pk=comment.pk).update(resolved_at=timezone.now(), resolved_by=by)


@transaction.atomic
def reopen(comment: BlockComment, *, by: User) -> None:
    _require_team(comment, by)
    BlockComment.objects.filter(pk=comment.pk).update(resolved_at=None, resolved_by=None)


def _require_team(comment: BlockComment, by: User) -> None:
    if not may_edit(by, comment.material):
        raise PermissionDenied
