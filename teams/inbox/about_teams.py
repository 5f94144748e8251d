"""What people are told about teams."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teams.inbox.kinds import Kind
from teams.inbox.topics import Named, Topic, register
from teams.models.inbox import Notice
from teams.models.team import Team, TeamQuerySet
from teams.models.user import User
from teams.permissions import teams_known_to
from teams.roles import Role

CHANGED = gettext_lazy("Something has changed in the team %(team)s.")
#: By kind and by the fact `change`, which may be empty.
SENTENCES: dict[tuple[str, str], Promise] = {
    (Kind.ROLE_CHANGED, "added"): gettext_lazy("You are in the team %(team)s now."),
    (Kind.ROLE_CHANGED, "lead"): gettext_lazy("You lead the team %(team)s now."),
    (Kind.ROLE_CHANGED, "member"): gettext_lazy("You are a member of the team %(team)s now and lead it no more."),
    (Kind.ROLE_CHANGED, "removed"): gettext_lazy("You are no longer in the team %(team)s."),
    (Kind.ROLE_CHANGED, "left"): gettext_lazy("%(who)s has left the team %(team)s."),
    (Kind.INVITED, ""): gettext_lazy("%(who)s invites you into the team %(team)s."),
    (Kind.JOIN_ASKED, ""): gettext_lazy("%(who)s would like to join the team %(team)s."),
    (Kind.JOIN_ANSWERED, "added"): gettext_lazy("The team %(team)s has said yes: you are in it now."),
    (Kind.JOIN_ANSWERED, ""): gettext_lazy("The team %(team)s has said no for now."),
}


def connect() -> None:
    register(Topic(Team, teams_known_to, name_teams, say), Kind.ROLE_CHANGED, Kind.INVITED, Kind.JOIN_ANSWERED)
    register(Topic(Team, teams_led_by, name_teams, say), Kind.JOIN_ASKED)


def teams_led_by(person: User) -> TeamQuerySet:
    return Team.objects.of(person).filter(memberships__user=person, memberships__role__gte=Role.LEAD)


def name_teams(person: User, teams: list[Team]) -> dict[int, Named]:
    return {team.pk: Named(str(team), reverse("teams:members", args=[team.slug])) for team in teams}


def say(notice: Notice, team: Named) -> str:
    key = (notice.kind, str(notice.facts.get("change", "")))
    sentence = SENTENCES.get(key) or SENTENCES.get((notice.kind, ""), CHANGED)
    return str(sentence) % {"team": team.title, "who": notice.by or _("Somebody")}
