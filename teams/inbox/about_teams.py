"""What people are told about teams."""

from django.urls import reverse
from django.utils.translation import gettext as _

from teams.inbox.kinds import Kind
from teams.inbox.topics import Named, Topic, register
from teams.models.inbox import Notice
from teams.models.team import Team, TeamQuerySet
from teams.models.user import User
from teams.permissions import teams_known_to
from teams.roles import Role


def connect() -> None:
    register(Topic(Team, teams_known_to, name_teams, say), Kind.ROLE_CHANGED, Kind.INVITED, Kind.JOIN_ANSWERED)
    register(Topic(Team, teams_led_by, name_teams, say), Kind.JOIN_ASKED)


def teams_led_by(person: User) -> TeamQuerySet:
    return Team.objects.of(person).filter(memberships__user=person, memberships__role__gte=Role.LEAD)


def name_teams(person: User, teams: list[Team]) -> dict[int, Named]:
    return {team.pk: Named(str(team), reverse("teams:members", args=[team.slug])) for team in teams}


def say(notice: Notice, team: Named) -> str:
    words = {"team": team.title, "who": notice.by or _("Somebody")}
    match notice.kind, notice.facts.get("change"):
        case Kind.ROLE_CHANGED, "added":
            return _("You are in the team %(team)s now.") % words
        case Kind.ROLE_CHANGED, "lead":
            return _("You lead the team %(team)s now.") % words
        case Kind.ROLE_CHANGED, "member":
            return _("You are a member of the team %(team)s now and lead it no more.") % words
        case Kind.ROLE_CHANGED, "removed":
            return _("You are no longer in the team %(team)s.") % words
        case Kind.ROLE_CHANGED, "left":
            return _("%(who)s has left the team %(team)s.") % words
        case Kind.INVITED, _any:
            return _("%(who)s invites you into the team %(team)s.") % words
        case Kind.JOIN_ASKED, _any:
            return _("%(who)s would like to join the team %(team)s.") % words
        case Kind.JOIN_ANSWERED, "added":
            return _("The team %(team)s has said yes: you are in it now.") % words
        case Kind.JOIN_ANSWERED, _any:
            return _("The team %(team)s has said no for now.") % words
    return _("Something has changed in the team %(team)s.") % words
