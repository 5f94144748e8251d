"""Who may know of a team, lead it, and be added to it."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from teams.models.school import Employment, School
from teams.models.team import Team, TeamQuerySet
from teams.models.user import User
from teams.roles import Role


def teams_known_to(user: User | AnonymousUser) -> TeamQuerySet:
    """The teams whose page a person may open: one's own, and the open ones of the schools one works at."""
    if not isinstance(user, User) or not user.is_active:
        return Team.objects.none()
    return Team.objects.open().filter(Q(personal_of=user) | _of_their_schools(user))


def closed_teams_known_to(user: User) -> TeamQuerySet:
    """The closed teams whose address still says, to those who could know the team, where its materials went."""
    return Team.objects.shared().exclude(closed_at=None).filter(_of_their_schools(user))


def _of_their_schools(user: User) -> Q:
    roots = School.objects.roots_of(user)
    of_school = Team.objects.shared().filter(Q(schools__in=roots) | Q(schools__parent__in=roots))
    return Q(pk__in=of_school.values("pk"))


def may_lead(user: User, team: Team) -> bool:
    return Team.objects.of(user).filter(pk=team.pk, memberships__user=user, memberships__role__gte=Role.LEAD).exists()


def candidates_for(team: Team) -> QuerySet[User]:
    """People who work at one of the team's schools today: the only ones whose names a lead is shown."""
    roots = [school.root_id for school in team.schools.all()]
    current = Employment.objects.current().filter(Q(school__in=roots) | Q(school__parent__in=roots))
    return User.objects.filter(pk__in=current.values("user")).order_by("name", "subject")
