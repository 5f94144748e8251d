"""What happened lately, in sentences: each act has its own, and old ones are not told."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone, translation

from materials.services import closing
from teams.lately import happened_to
from teams.models.audit import AuditEntry
from teams.roles import Role
from teams.services import accounts, employments, invitations, memberships, teams
from tests import factories
from tests.conftest import Cast


def told(cast: Cast) -> list[str]:
    with translation.override("en"):
        return [happening.sentence for happening in happened_to(cast.team, most=20)]


def test_each_act_has_a_sentence(cast: Cast) -> None:
    lead, mate, new = cast.lead, cast.teammate, cast.schoolmate
    made, _token = invitations.invite(cast.team, days=1, uses=1, by=lead)
    invitations.accept(made, by=new)
    memberships.change_role(cast.team, mate, role=Role.LEAD, by=lead)
    memberships.remove_member(cast.team, new, by=lead)
    memberships.hand_over(cast.team, cast.owner, by=mate)
    teams.rename(cast.team, name="Nyt navn", by=cast.owner)
    memberships.remove_member(cast.team, mate, by=mate)
    assert told(cast) == [
        f"{mate} left the team.",
        f"{cast.owner} gave the team another name.",
        f"{mate} handed the lead over to {cast.owner}.",
        f"{lead} took {new} out of the team.",
        f"{lead} made {mate} a lead.",
        f"{new} came into the team.",
    ]


def test_what_follows_from_work_that_ended_is_told_without_a_doer(cast: Cast) -> None:
    employments.end_employment(cast.lead.employments.get(), on=timezone.localdate(), by=cast.operator)
    follower = cast.team.memberships.leads().get().user
    assert told(cast) == [
        f"{follower} leads the team now, since no other lead was left.",
        f"{cast.lead} no longer works at the school.",
    ]
    accounts.close_account(follower, by=cast.operator)
    memberships.appoint_lead(cast.team, cast.schoolmate, by=cast.operator)
    assert told(cast)[0] == f"{cast.schoolmate} was made a lead by an operator."


def test_a_team_that_receives_is_told_how_much_and_not_from_whom(cast: Cast) -> None:
    other = factories.team(of=[cast.other_school], lead=cast.stranger, name="Hemmeligt hold")
    factories.material(other, cast.stranger)
    closing.close_team(other, to=cast.team, by=cast.operator)
    assert told(cast) == ["Another team handed 1 material on."]


def test_what_is_old_is_not_told(cast: Cast) -> None:
    memberships.add_member(cast.team, cast.schoolmate, by=cast.lead)
    QuerySet(AuditEntry).update(at=timezone.now() - timedelta(days=31))
    assert told(cast) == []
