"""How far a collection reaches, and the editors' answer before it reaches beyond a school.

A small review of its own: Wagtail's workflow acts on revisions of a row, and a collection's text lies in many rows of
which each reader sees others. See docs/decisions/0015.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from materials import access
from materials.collections.access import Sight, sight_of
from materials.collections.contents import visible_outline
from materials.collections.holding import locked_by_lead
from materials.collections.outline import fingerprint, outline_of, to_json
from materials.models.collection import Collection
from materials.models.material import Material
from materials.review import of_team_or_leads
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Reach, Review
from teams import audit
from teams.inbox import Kind, tell
from teams.models.user import User
from teams.roles import EDITORS

DECIDED: dict[str, object] = {
    "review": Review.NONE,
    "wanted_reach": None,
    "submitted": None,
    "submitted_by": None,
    "submitted_at": None,
}


@transaction.atomic
def share(collection: Collection, *, reach: Reach, by: User) -> Review:
    """Sets the reach. Up to the school, and narrower than now, at once; wider waits for an editor.

    Returns whether it is in review. Raises PermissionDenied for all but leads.
    """
    row = locked_by_lead(collection, by=by)
    if reach < row.reach:
        return _narrow(row, reach, by)
    if row.review == Review.IN_REVIEW:
        raise ValidationError(_("An editor is looking at it. Take it back from the editors first."))
    if reach > WIDEST_WITHOUT_REVIEW:
        return _submit(row, reach, by)
    shared = {"shared_at": timezone.now()} if reach > row.reach else {}
    Collection.objects.filter(pk=row.pk).update(reach=reach, review=Review.NONE, reason="", **shared)
    audit.record("collection.share", by=by, target=row, reach=reach.word)
    return Review.NONE


def _narrow(row: Collection, reach: Reach, by: User) -> Review:
    """At once, and a question to the editors is taken back with it."""
    approved = row.approved if reach > WIDEST_WITHOUT_REVIEW else None
    Collection.objects.filter(pk=row.pk).update(**{**DECIDED, "reach": reach, "approved": approved, "reason": ""})
    audit.record("collection.narrow", by=by, target=row, reach=reach.word)
    return Review.NONE


def _submit(row: Collection, reach: Reach, by: User) -> Review:
    if reach == row.reach and not has_unapproved_changes(row):
        return Review.NONE
    outline = outline_of(row, Sight.CURRENT)
    if not outline.materials:
        raise ValidationError(
            {"reach": _("There is nothing in it yet that an editor could look at. Add materials first.")}
        )
    Collection.objects.filter(pk=row.pk).update(
        review=Review.IN_REVIEW,
        wanted_reach=reach,
        submitted=to_json(outline),
        submitted_by=by,
        submitted_at=timezone.now(),
        reason="",
    )
    row.written_by.add(by)
    audit.record("collection.submit", by=by, target=row, reach=reach.word)
    row.refresh_from_db()
    tell(Kind.SUBMITTED, reviewers_of(row), by=by, target=row)
    return Review.IN_REVIEW


def has_unapproved_changes(collection: Collection) -> bool:
    """Whether a collection of wide reach has something to say beyond the school that no editor has approved.

    Parts that reach no further than a school wait for nothing: their readers see the collection as it stands.
    """
    if collection.approved is None:
        return False
    now, approved = outline_of(collection, Sight.CURRENT), outline_of(collection, Sight.APPROVED)
    wide = Material.objects.published().filter(reach__gt=WIDEST_WITHOUT_REVIEW, pk__in=now.materials)
    seen = set(wide.values_list("pk", flat=True))
    return now.only(seen) != approved.only(seen)


@transaction.atomic
def withdraw(collection: Collection, *, by: User) -> None:
    """Takes the question back; what is approved stays."""
    row = locked_by_lead(collection, by=by)
    if row.review != Review.IN_REVIEW:
        return
    Collection.objects.filter(pk=row.pk).update(**DECIDED)
    audit.record("collection.withdraw", by=by, target=row)


@transaction.atomic
def approve(collection: Collection, *, by: User, read: str | None = None) -> None:
    """Lets exactly what this editor was shown reach as far as was asked for.

    Parts that the editor may not see are not approved with it: whoever sees the collection only because it reaches
    beyond the school never reads a note that no editor has read. `read` is the `fingerprint` of what they read. Raises
    ValidationError when it is another text now.
    """
    row = _in_review(collection, by, read)
    approved = to_json(visible_outline(by, row, Sight.SUBMITTED))
    shared = {"reach": row.wanted_reach, "approved": approved, "shared_at": timezone.now()}
    Collection.objects.filter(pk=row.pk).update(**{**DECIDED, **shared})
    audit.record("collection.approve", by=by, target=row, reach=Reach(row.wanted_reach or 0).word)
    tell(Kind.APPROVED, who_asked(row), by=by, target=row)


@transaction.atomic
def send_back(collection: Collection, *, reason: str, by: User, read: str | None = None) -> None:
    """Sends the question back with a reason, which is required. Raises ValidationError as `approve` does."""
    row = _in_review(collection, by, read)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that the team knows what to change.")})
    told = {"review": Review.SENT_BACK, "reason": reason.strip()[:2000]}
    Collection.objects.filter(pk=row.pk).update(**{**DECIDED, **told})
    audit.record("collection.send_back", by=by, target=row)
    tell(Kind.SENT_BACK, who_asked(row), by=by, target=row)


def reviewers_of(collection: Collection) -> list[User]:
    """The editors who may decide about it."""
    editors = User.objects.filter(groups__name=EDITORS, is_active=True).order_by("pk")
    return [editor for editor in editors if may_decide(collection, editor)]


def who_asked(asked: Collection) -> list[User]:
    """Who made it and who submitted it, as it was when it was with the editors."""
    return of_team_or_leads(asked.team_id, {asked.created_by_id, asked.submitted_by_id})


def may_decide(collection: Collection, user: User) -> bool:
    """Editors decide, but nobody about what is their own. One query; the rule is `judgeable_by`."""
    return Collection.objects.judgeable_by(user).filter(pk=collection.pk).exists()


def sight_for(user: access.type_of_person, collection: Collection) -> Sight:
    """Whoever may decide reads what was submitted, also where they would see more of it as a colleague."""
    if isinstance(user, User) and may_decide(collection, user):
        return Sight.SUBMITTED
    return sight_of(access.keys_of(user), collection)


def to_decide(user: User, collection: Collection) -> str:
    """The fingerprint of what this editor reads of the question."""
    return fingerprint(visible_outline(user, collection, Sight.SUBMITTED))


def _in_review(collection: Collection, by: User, read: str | None) -> Collection:
    row = Collection.objects.visible_to(by).filter(pk=collection.pk).select_for_update().first()
    if row is None or not may_decide(row, by):
        raise PermissionDenied
    if read is not None and read != to_decide(by, row):
        raise ValidationError(_("The team has asked anew since you opened this. Read it once more."))
    return row
