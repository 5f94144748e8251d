"""What people are told about teams: their place in one, who asks to be let in, and what a team is handed."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teams.inbox.kinds import Kind
from teams.inbox.topics import Named, Topic, register
from teams.models.inbox import Notice
from teams.models.joining import JoinRequest
from teams.models.school import Employment
from teams.models.team import Team, TeamQuerySet, works_at_its_schools
from teams.models.user import User
from teams.permissions import closed_teams_known_to, teams_known_to
from teams.roles import Role

CHANGED = gettext_lazy("Something has changed in the team %(team)s.")
#: By kind and by the fact `change`, which may be empty.
SENTENCES: dict[tuple[str, str], Promise] = {
    (Kind.ROLE_CHANGED, "added"): gettext_lazy("You are in the team %(team)s now."),
    (Kind.ROLE_CHANGED, "lead"): gettext_lazy("You lead the team %(team)s now."),
    (Kind.ROLE_CHANGED, "member"): gettext_lazy("You are a member of the team %(team)s now and lead it no more."),
    (Kind.ROLE_CHANGED, "removed"): gettext_lazy("You are no longer in the team %(team)s."),
    (Kind.ROLE_CHANGED, "left"): gettext_lazy("%(who)s has left the team %(team)s."),
    (Kind.ROLE_CHANGED, "joined"): gettext_lazy("%(who)s has come into the team %(team)s by a link."),
    (Kind.ROLE_CHANGED, "returned"): gettext_lazy("%(who)s is back in the team %(team)s."),
    (Kind.INVITED, ""): gettext_lazy("%(who)s has taken you into the team %(team)s."),
    (Kind.JOIN_ASKED, ""): gettext_lazy("%(who)s would like to join the team %(team)s."),
    (Kind.JOIN_ANSWERED, "added"): gettext_lazy("The team %(team)s has said yes: you are in it now."),
    (Kind.JOIN_ANSWERED, "closed"): gettext_lazy("The team %(team)s, which you asked to join, has been closed."),
    (Kind.HANDED_OVER, "lead"): gettext_lazy("%(who)s has handed the team %(team)s over to you: you lead it now."),
    (Kind.HANDED_OVER, "taken_back"): gettext_lazy("%(who)s has taken the lead of the team %(team)s back."),
    (Kind.HANDED_OVER, "follow"): gettext_lazy(
        "Nobody led the team %(team)s any more. You have been in it longest, so you lead it now."
    ),
    (Kind.HANDED_OVER, "received"): gettext_lazy("The team %(team)s has been handed what another team had."),
    (Kind.HANDED_OVER, "left_by"): gettext_lazy("The team %(team)s has been handed what somebody left behind."),
    (Kind.HANDED_OVER, "given_back"): gettext_lazy(
        "The team %(team)s has given back what it was handed: the team that had it is open again."
    ),
    (Kind.HANDED_OVER, "closed"): gettext_lazy("%(who)s has closed the team %(team)s."),
    (Kind.HANDED_OVER, "reopened"): gettext_lazy("%(who)s has opened the team %(team)s again."),
}


def connect() -> None:
    register(Topic(Team, teams_known_to, name_people, say), Kind.ROLE_CHANGED, Kind.INVITED)
    register(Topic(Team, ever_known_to, name_teams, say), Kind.JOIN_ANSWERED)
    register(Topic(Team, Team.objects.joined_by, name_teams, say), Kind.HANDED_OVER)
    register(Topic(JoinRequest, asked_of, name_requests, say), Kind.JOIN_ASKED)
    register(Topic(JoinRequest, refused_to, name_refusals, say_no), Kind.JOIN_ANSWERED)


def ever_known_to(person: User) -> TeamQuerySet:
    """The teams that a person may know of, closed ones included: their address says that they are."""
    return teams_known_to(person) | closed_teams_known_to(person)


def teams_led_by(person: User) -> TeamQuerySet:
    return Team.objects.of(person).filter(memberships__user=person, memberships__role__gte=Role.LEAD)


def asked_of(person: User) -> QuerySet[JoinRequest]:
    """Requests that wait for a lead, of people who could be let in today: nobody else's name is shown to leads."""
    could_come = works_at_its_schools(Employment.objects.current())
    return JoinRequest.objects.waiting().filter(could_come, team__in=teams_led_by(person).values("pk"))


def refused_to(person: User) -> QuerySet[JoinRequest]:
    """One's own that a lead has said no to, while one may know of the team."""
    known = teams_known_to(person).values("pk")
    return JoinRequest.objects.filter(user=person, team__in=known).exclude(declined_at=None)


def name_people(person: User, teams: list[Team]) -> dict[int, Named]:
    return {team.pk: Named(str(team), reverse("teams:members", args=[team.slug])) for team in teams}


def name_teams(person: User, teams: list[Team]) -> dict[int, Named]:
    """The team's page, which for a closed team says where its materials are."""
    return {team.pk: Named(str(team), reverse("materials:team", args=[team.slug])) for team in teams}


def name_requests(person: User, requests: list[JoinRequest]) -> dict[int, Named]:
    return _named(requests, "requests")


def name_refusals(person: User, requests: list[JoinRequest]) -> dict[int, Named]:
    return _named(requests, "ask")


def _named(requests: list[JoinRequest], part: str) -> dict[int, Named]:
    """Each by its team, and where on the page of its people the request stands."""
    teams = Team.objects.in_bulk({request.team_id for request in requests})
    named = {}
    for request in requests:
        team = teams[request.team_id]
        address = f"{reverse('teams:members', args=[team.slug])}#{part}"
        named[request.pk] = Named(str(team), address, reason=request.answer)
    return named


def say(notice: Notice, team: Named) -> str:
    key = (notice.kind, str(notice.facts.get("change", "")))
    sentence = SENTENCES.get(key) or SENTENCES.get((notice.kind, ""), CHANGED)
    return str(sentence) % {"team": team.title, "who": notice.by or _("Somebody")}


def say_no(notice: Notice, team: Named) -> str:
    words = {"team": team.title, "reason": team.reason}
    if team.reason:
        return _("The team %(team)s has said no for now: %(reason)s") % words
    return _("The team %(team)s has said no for now.") % words
