"""What materials hear from teams: the schools decide what some materials may reach, and some hold the schools fast."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from materials import review, rights, waiting_rights
from materials.holding import hold_rows
from materials.models.material import Material
from materials.narrowing import narrowing_noted
from materials.vocabulary import Reach
from teams import audit
from teams.inbox import Kind, tell
from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User
from teams.signals import own_team_follows, schools_asked, team_changed

#: What one school alone may use, or what its team says so of and an editor has not approved yet.
BOUND = Q(rights__in=rights.ONE_SCHOOL_ONLY) | Q(waiting_rights__rights__in=rights.ONE_SCHOOL_ONLY)
#: So many of those that stand in the way are named; of more there is a number.
NAMED = 20
REASON = gettext_lazy(
    "Extracts and bought material belong to one school, and the team has some. "
    "Its lead moves these to a team of that school first, or says what else they are:"
)


def connect() -> None:
    team_changed.connect(keep_caps, dispatch_uid="materials.keep_caps")
    schools_asked.connect(refuse_for_bound, dispatch_uid="materials.refuse_for_bound")
    own_team_follows.connect(keep_bound_behind, dispatch_uid="materials.keep_bound_behind")


def refuse_for_bound(sender: object, *, team: Team, schools: list[School], **kwargs: Any) -> None:
    """Extracts and bought material are one school's: a team that has some stays in it. Raises ValidationError.

    What lies in the trash counts too, for it can be taken out again. The rows are held, so that none of them becomes
    such a one before the schools are others.
    """
    if _stays(team, schools):
        return
    _hold(team.pk)
    bound = Material.objects.filter(BOUND, team=team).order_by("title", "pk")
    if number := bound.count():
        raise ValidationError([REASON, *_named(bound[:NAMED]), *_more(number - NAMED)])


def _stays(team: Team, schools: list[School]) -> bool:
    """Whether the team is of one school, and of the same one as now; sites of a school are one."""
    same = {school.root_id for school in schools} == {school.root_id for school in team.schools.all()}
    return same and len(schools) <= 1


def keep_bound_behind(sender: object, *, team: Team, schools: list[School], **kwargs: Any) -> None:
    """Somebody's own team goes with them to another school: what the first one bought or copied does not reach that.

    The person keeps it, alone, and is told. What lies in the trash counts too.
    """
    if _stays(team, schools):
        return
    _hold(team.pk)
    for row in Material.objects.filter(BOUND, team=team).order_by("pk"):
        reached = row.reach > Reach.TEAM
        review.withdraw_open(row, by=None)
        Material.objects.filter(pk=row.pk).update(reach=Reach.TEAM)
        waiting_rights.settle(row)
        if reached:
            audit.record("material.narrow", by=None, target=row, reach=Reach.TEAM.word)
            tell(Kind.LIMITED, team.people.all(), by=None, target=row, change="school")


def _named(materials: Iterable[Material]) -> list[str]:
    in_trash = _("%(title)s (in the trash)")
    return [in_trash % {"title": row.title} if row.trashed_at else row.title for row in materials]


def _more(number: int) -> list[str]:
    return [ngettext("and one more", "and %(number)s more", number) % {"number": number}] if number > 0 else []


@transaction.atomic
def keep_caps(sender: object, *, team_ids: Iterable[int], by: User | None = None, **kwargs: Any) -> None:
    """A team that gains or loses a school changes what its unsure, bought and extracted materials may reach."""
    ids = list(team_ids)
    _hold(*ids)
    materials = Material.objects.filter(team__in=ids)
    with narrowing_noted(materials.values_list("pk", flat=True), by=by):
        materials.keep_caps()


def _hold(*teams: int) -> None:
    hold_rows(Material.objects.filter(team__in=teams).values_list("pk", flat=True))
