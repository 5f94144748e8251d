"""A team keeps a lead, whatever ends: leaving, removal, another role, an account, an employment, a school."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from teams.models.audit import AuditEntry
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.permissions import may_lead
from teams.roles import Role
from teams.services import accounts, employments, joining, leaving, memberships, regretting, teams
from tests import factories
from tests.conftest import Cast
from tests.teams.conftest import Enter

TODAY = timezone.localdate()


def leads(cast: Cast) -> list[User]:
    return [row.user for row in cast.team.memberships.leads().held().select_related("user")]


@pytest.mark.parametrize("act", ["leave", "remove", "role"])
def test_the_last_lead_is_refused_with_the_reason(cast: Cast, act: str) -> None:
    with pytest.raises(ValidationError):
        if act == "role":
            memberships.change_role(cast.team, cast.lead, role=Role.MEMBER, by=cast.lead)
        else:
            memberships.remove_member(cast.team, cast.lead, by=cast.lead)
    assert leads(cast) == [cast.lead]


def test_a_lead_who_has_left_the_school_counts_for_nothing(cast: Cast) -> None:
    memberships.change_role(cast.team, cast.teammate, role=Role.LEAD, by=cast.lead)
    cast.teammate.employments.update(ended_on=TODAY)
    with pytest.raises(ValidationError):
        memberships.remove_member(cast.team, cast.lead, by=cast.lead)
    assert leads(cast) == [cast.lead]


@pytest.mark.parametrize("how", ["employment", "account", "set_schools"])
def test_where_the_last_lead_is_gone_the_longest_standing_member_follows(cast: Cast, how: str) -> None:
    Membership.objects.filter(user=cast.teammate).update(joined_at=timezone.now() - timedelta(days=9))
    if how == "employment":
        employments.end_employment(cast.lead.employments.get(), on=TODAY, by=cast.operator)
    elif how == "account":
        accounts.close_account(cast.lead, by=cast.operator)
    else:
        employments.employ(cast.teammate, cast.other_school, by=None)
        teams.set_schools(cast.team, [cast.other_school], by=cast.operator)
    assert leads(cast) == [cast.teammate]
    assert may_lead(cast.teammate, cast.team) and not may_lead(User.objects.get(pk=cast.lead.pk), cast.team)
    entry = AuditEntry.objects.get(action="team.follow", target_id=str(cast.team.pk))
    assert (entry.by, entry.detail) == (None, {"user": cast.teammate.pk})


def test_another_lead_stays_the_only_one(cast: Cast) -> None:
    memberships.change_role(cast.team, cast.owner, role=Role.LEAD, by=cast.lead)
    accounts.close_account(cast.lead, by=None)
    assert leads(cast) == [cast.owner]


def test_an_employment_that_ends_by_the_calendar_is_seen_to_by_housekeeping(cast: Cast) -> None:
    employments.end_employment(cast.lead.employments.get(), on=TODAY + timedelta(days=9), by=None)
    assert leads(cast) == [cast.lead]
    cast.lead.employments.update(ended_on=TODAY)
    assert leads(cast) == [] and not may_lead(cast.lead, cast.team)
    assert leaving.tidy() > 0
    assert len(leads(cast)) == 1 and cast.lead not in leads(cast)
    assert leaving.tidy() == 0


def test_a_team_in_which_nobody_is_left_waits_for_an_operator(cast: Cast) -> None:
    for person in (cast.owner, cast.teammate, cast.lead):
        accounts.close_account(person, by=None)
    assert leads(cast) == [] and not cast.team.memberships.exists()
    memberships.appoint_lead(cast.team, cast.schoolmate, by=cast.operator)
    assert leads(cast) == [cast.schoolmate]


def test_a_lead_hands_over_and_is_a_member_then(cast: Cast, enter: Enter) -> None:
    enter(cast.lead).post(f"/teams/{cast.team.slug}/members/{cast.teammate.pk}/lead/")
    assert leads(cast) == [cast.teammate]
    assert cast.team.memberships.get(user=cast.lead).role == Role.MEMBER
    entry = AuditEntry.objects.get(action="team.hand_over")
    assert (entry.by, entry.detail["user"]) == (cast.lead, cast.teammate.pk)


@pytest.mark.parametrize("before", [Role.MEMBER, Role.LEAD])
def test_who_handed_the_lead_over_takes_it_back_with_one_press(cast: Cast, enter: Enter, before: Role) -> None:
    memberships.change_role(cast.team, cast.teammate, role=before, by=cast.lead)
    client = enter(cast.lead)
    page = client.post(f"/teams/{cast.team.slug}/members/{cast.teammate.pk}/lead/", follow=True).content.decode()
    assert page.count(f"/teams/{cast.team.slug}/members/lead/back/") == 1
    for person in (cast.owner, cast.teammate, cast.operator):
        assert enter(person).post(f"/teams/{cast.team.slug}/members/lead/back/").status_code == 404
    client.post(f"/teams/{cast.team.slug}/members/lead/back/")
    assert cast.lead in leads(cast) and (cast.teammate in leads(cast)) == (before == Role.LEAD)
    assert client.post(f"/teams/{cast.team.slug}/members/lead/back/").status_code == 404


@pytest.mark.parametrize("since", ["late", "demoted another", "removed", "handed on", "gone", "closed"])
def test_the_lead_is_not_taken_back_late_or_over_what_the_successor_did(cast: Cast, since: str) -> None:
    memberships.hand_over(cast.team, cast.teammate, by=cast.lead)
    match since:
        case "late":
            later(minutes=regretting.REGRET_MINUTES)
        case "demoted another":
            memberships.change_role(cast.team, cast.owner, role=Role.LEAD, by=cast.teammate)
        case "removed":
            memberships.remove_member(cast.team, cast.lead, by=cast.teammate)
        case "handed on":
            memberships.hand_over(cast.team, cast.owner, by=cast.teammate)
        case "gone":
            cast.lead.employments.update(ended_on=TODAY)
        case _:
            Team.objects.filter(pk=cast.team.pk).update(closed_at=timezone.now())
    with pytest.raises(PermissionDenied):
        regretting.take_lead_back(cast.team, by=cast.lead)


def later(*, minutes: int) -> None:
    """The log is append-only, so the clock of its rows is put back beneath it."""
    long_ago = timezone.now() - timedelta(minutes=minutes)
    QuerySet(AuditEntry).update(at=long_ago)


@pytest.mark.parametrize("who", ["owner", "schoolmate", "stranger", "ex_member", "editor", "operator"])
def test_who_does_not_lead_hands_nothing_over(cast: Cast, enter: Enter, who: str) -> None:
    address = f"/teams/{cast.team.slug}/members/{cast.teammate.pk}/lead/"
    assert enter(getattr(cast, who)).post(address).status_code == 404
    assert leads(cast) == [cast.lead]


def test_a_second_click_hands_nothing_on_and_leads_where_the_first_does(cast: Cast, enter: Enter) -> None:
    lead, people = enter(cast.lead), f"/teams/{cast.team.slug}/members/"
    there = [lead.post(f"{people}{cast.teammate.pk}/lead/").headers.get("Location") for _click in range(2)]
    assert there == [f"{people}?undo=lead"] * 2
    assert leads(cast) == [cast.teammate]
    assert lead.post(f"{people}{cast.owner.pk}/lead/").status_code == 404


def test_a_lead_is_handed_to_nobody_outside_or_gone(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        memberships.hand_over(cast.team, cast.schoolmate, by=cast.lead)
    cast.teammate.employments.update(ended_on=TODAY)
    with pytest.raises(ValidationError):
        memberships.hand_over(cast.team, cast.teammate, by=cast.lead)
    with pytest.raises(ValidationError):
        memberships.hand_over(cast.team, cast.lead, by=cast.lead)
    assert leads(cast) == [cast.lead]


@pytest.mark.parametrize(("before", "wanted"), [(Role.MEMBER, "lead"), (Role.LEAD, "member")])
def test_an_old_page_gives_no_role_to_who_no_longer_works_there(
    cast: Cast, enter: Enter, before: Role, wanted: str
) -> None:
    memberships.change_role(cast.team, cast.teammate, role=before, by=cast.lead)
    cast.teammate.employments.update(ended_on=TODAY)
    address = f"/teams/{cast.team.slug}/members/{cast.teammate.pk}/role/"
    page = enter(cast.lead).post(address, {"role": wanted}, follow=True).content.decode()
    assert f"{cast.teammate} arbejder ikke længere på teamets skoler." in page
    assert cast.team.memberships.get(user=cast.teammate).role == before


def test_an_old_page_lets_nobody_in_who_no_longer_works_there(cast: Cast, enter: Enter) -> None:
    """Taken out by a lead they may be, and do not come back by it."""
    asked = joining.ask_to_join(cast.team, by=cast.schoolmate)
    people, client = f"/teams/{cast.team.slug}/members/", enter(cast.lead)
    for person in (cast.schoolmate, cast.teammate):
        person.employments.update(ended_on=TODAY)
    client.post(people, {"user": cast.schoolmate.pk})
    client.post(f"/teams/{cast.team.slug}/requests/{asked.pk}/", {"do": "accept"})
    client.post(f"{people}{cast.teammate.pk}/remove/")
    client.post(f"{people}back/{cast.team.departures.get(user=cast.teammate).pk}/")
    assert not cast.team.memberships.filter(user__in=[cast.schoolmate, cast.teammate]).exists()


def test_a_team_of_several_schools_has_a_lead_as_long_as_one_works_at_any(cast: Cast) -> None:
    team = factories.team(cast.stranger, of=[cast.school, cast.other_school], lead=cast.lead)
    employments.end_employment(cast.lead.employments.get(), on=TODAY, by=None)
    assert may_lead(cast.stranger, team)
    assert not Team.objects.of(cast.lead).filter(pk=team.pk).exists()


def test_a_lead_gives_another_name_and_the_address_stays(cast: Cast, enter: Enter) -> None:
    address = f"/teams/{cast.team.slug}/edit/"
    enter(cast.lead).post(address, {"name": "Sjette", "schools": [cast.other_school.pk], "slug": "x"})
    team = Team.objects.get(pk=cast.team.pk)
    assert (team.name, team.slug, list(team.schools.all())) == ("Sjette", cast.team.slug, [cast.school])
    for person in (cast.teammate, cast.schoolmate, cast.stranger, cast.operator):
        assert enter(person).post(address, {"name": "Stjålet"}).status_code == 404
    assert Team.objects.get(pk=cast.team.pk).name == "Sjette"
