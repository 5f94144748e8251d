"""Making teams, and the schools they are of."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify

from teams import audit
from teams.models.school import School
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.roles import Role
from teams.services.leads import hold_led, keep_leads
from teams.signals import own_team_follows, schools_asked, team_changed

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})


@transaction.atomic
def create_team(*, name: str, schools: Iterable[School], lead: User | None, by: User | None, slug: str = "") -> Team:
    """A team of one school or several. `by` is None for commands that an operator runs."""
    team = Team.objects.create(name=name, slug=slug or free_slug(name))
    team.schools.set(schools)
    if lead is not None:
        Membership.objects.create(team=team, user=lead, role=Role.LEAD)
    audit.record("team.create", by=by, target=team, lead=lead.pk if lead else None)
    return team


@transaction.atomic
def set_schools(team: Team, schools: Iterable[School], *, by: User | None) -> None:
    """What the team is of; what its materials may reach follows at once, and who leads it where nobody else does.

    Raises ValidationError, with each reason, when the team has what belongs to the schools it is of now.
    """
    wanted = list(schools)
    held = Team.objects.select_for_update().get(pk=team.pk)
    schools_asked.send(sender=None, team=held, schools=wanted)
    _replace_schools(team, wanted, by=by)
    keep_leads([team])
    audit.record("team.set_schools", by=by, target=team, schools=[school.pk for school in team.schools.all()])


def _replace_schools(team: Team, wanted: Iterable[School], *, by: User | None) -> None:
    """In one step. `schools.set` takes some away and then puts others in, and says so each time: what materials reach
    would follow the moment in between, and reach never grows back by itself.
    """
    rows = Team.schools.through.objects.filter(team=team)
    kept = set(rows.filter(school__in=wanted).values_list("school", flat=True))
    rows.exclude(school__in=kept).delete()
    rows.bulk_create(rows.model(team=team, school=school) for school in wanted if school.pk not in kept)
    getattr(team, "_prefetched_objects_cache", {}).pop("schools", None)
    team_changed.send(sender=None, team_ids=[team.pk], by=by)


@transaction.atomic
def edit_team(team: Team, *, name: str, schools: Iterable[School], by: User) -> None:
    """Another name, other schools. The address stays: people have it in their notes. Raises as `set_schools` does."""
    if name != team.name:
        audit.record("team.rename", by=by, target=team, before=team.name)
        Team.objects.filter(pk=team.pk).update(name=name)
    wanted = {school.pk: school for school in schools}
    if set(wanted) != set(team.schools.values_list("pk", flat=True)):
        set_schools(team, wanted.values(), by=by)


@transaction.atomic
def rename(team: Team, *, name: str, by: User) -> None:
    """A lead's part of it: the name. Which schools a team is of is an operator's matter."""
    edit_team(hold_led(team, by), name=name, schools=team.schools.all(), by=by)


@transaction.atomic
def keep_personal_team(user: User) -> Team | None:
    """Every teacher has a team of one, of their main school. Made with the first employment, and follows the main one.

    What belongs to the school that they leave is theirs alone from then on.
    When no employment holds, the team stays as it was: its materials keep their reach until they are handed over.
    """
    main = user.employments.current().order_by("-is_main", "pk").first()
    team = Team.objects.filter(personal_of=user).first()
    if main is None:
        return team
    if team is None:
        team = Team.objects.create(slug=free_slug(user.subject), personal_of=user)
        Membership.objects.create(team=team, user=user, role=Role.LEAD)
    if list(team.schools.values_list("pk", flat=True)) != [main.school_id]:
        Team.objects.select_for_update().get(pk=team.pk)
        own_team_follows.send(sender=None, team=team, schools=[main.school])
        _replace_schools(team, [main.school], by=None)
    return team


def free_slug(name: str) -> str:
    """An address for a name that nobody has yet: `5. årgang` becomes `5-aargang`, the next `5-aargang-2`."""
    base = slugify(name.translate(_DANISH))[:70] or "team"
    taken = set(Team.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
