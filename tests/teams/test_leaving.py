"""Who is out of a team is out at once, can be taken back for a while, and is not silently back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from materials.models.material import Material
from materials.vocabulary import Reach
from teams.models.joining import Departure
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.roles import Role
from teams.services import accounts, employments, leaving, memberships
from tests import factories
from tests.conftest import Cast
from tests.teams.conftest import Enter

TODAY = timezone.localdate()


def is_in(cast: Cast, person: User) -> bool:
    return Team.objects.of(User.objects.get(pk=person.pk)).filter(pk=cast.team.pk).exists()


def role_of(cast: Cast, person: User) -> int | None:
    return Membership.objects.filter(team=cast.team, user=person).values_list("role", flat=True).first()


def test_a_removal_is_undone_by_the_lead_with_the_role_and_the_day(cast: Cast, enter: Enter) -> None:
    memberships.change_role(cast.team, cast.teammate, role=Role.LEAD, by=cast.lead)
    before = Membership.objects.values("role", "joined_at").get(team=cast.team, user=cast.teammate)
    lead = enter(cast.lead)
    answer = lead.post(f"/teams/{cast.team.slug}/members/{cast.teammate.pk}/remove/")
    assert not is_in(cast, cast.teammate)
    undo = f"/teams/{cast.team.slug}/members/back/{Departure.objects.get().pk}/"
    assert undo in lead.get(answer["Location"]).content.decode()
    lead.post(undo)
    assert Membership.objects.values("role", "joined_at").get(team=cast.team, user=cast.teammate) == before


@pytest.mark.parametrize(("who", "end"), [("lead", "members/{}/remove/"), ("teammate", "leave/")])
def test_a_second_click_leads_where_the_first_does(cast: Cast, enter: Enter, who: str, end: str) -> None:
    client, team = enter(getattr(cast, who)), f"/teams/{cast.team.slug}/"
    address = team + end.format(cast.teammate.pk)
    places = [client.post(address)["Location"] for _click in range(2)]
    departure = Departure.objects.get()
    assert places == [f"{team}members/?undo={departure.pk}"] * 2
    assert enter(cast.owner).post(f"{team}members/{cast.teammate.pk}/remove/").status_code == 404
    undone = [client.post(f"{team}members/back/{departure.pk}/", follow=True) for _click in range(2)]
    assert [page.redirect_chain for page in undone] == [[(f"{team}members/", 302)]] * 2
    assert "Det er allerede fortrudt" in undone[1].content.decode()
    assert is_in(cast, cast.teammate)


@pytest.mark.parametrize("who", ["teammate", "owner", "schoolmate", "stranger", "editor", "operator"])
def test_nobody_but_a_lead_undoes_a_removal(cast: Cast, enter: Enter, who: str) -> None:
    departure = memberships.remove_member(cast.team, cast.teammate, by=cast.lead)
    address = f"/teams/{cast.team.slug}/members/back/{departure.pk}/"
    client = enter(getattr(cast, who))
    assert client.post(address).status_code == 404
    assert address not in client.get(f"/teams/{cast.team.slug}/members/?undo={departure.pk}").content.decode()
    assert not is_in(cast, cast.teammate)


def test_who_left_is_not_the_leads_to_take_back(cast: Cast, enter: Enter) -> None:
    departure = memberships.remove_member(cast.team, cast.teammate, by=cast.teammate)
    lead, address = enter(cast.lead), f"/teams/{cast.team.slug}/members/back/{departure.pk}/"
    assert address not in lead.get(f"/teams/{cast.team.slug}/members/?undo={departure.pk}").content.decode()
    assert lead.post(address).status_code == 404


def test_who_left_thinks_better_of_it_within_a_day(cast: Cast, enter: Enter) -> None:
    member = enter(cast.teammate)
    answer = member.post(f"/teams/{cast.team.slug}/leave/")
    undo = f"/teams/{cast.team.slug}/members/back/{Departure.objects.get().pk}/"
    assert undo in member.get(answer["Location"]).content.decode()
    member.post(undo)
    assert role_of(cast, cast.teammate) == Role.MEMBER
    member.post(f"/teams/{cast.team.slug}/leave/")
    Departure.objects.update(at=timezone.now() - timedelta(hours=25))
    with pytest.raises(PermissionDenied):
        leaving.take_back(Departure.objects.get(), by=cast.teammate)
    assert not is_in(cast, cast.teammate)


def test_a_lead_does_not_take_back_who_left_by_their_own_will(cast: Cast, enter: Enter) -> None:
    left = memberships.remove_member(cast.team, cast.teammate, by=cast.teammate)
    removed = memberships.remove_member(cast.team, cast.owner, by=cast.lead)
    lead, back = enter(cast.lead), f"/teams/{cast.team.slug}/members/back/"
    assert [lead.post(f"{back}{row.pk}/").status_code for row in (left, removed)] == [404, 302]
    assert [is_in(cast, person) for person in (cast.teammate, cast.owner)] == [False, True]


def test_a_departure_is_forgotten_after_thirty_days(cast: Cast) -> None:
    departure = memberships.remove_member(cast.team, cast.teammate, by=cast.lead)
    Departure.objects.update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(PermissionDenied):
        leaving.take_back(departure, by=cast.lead)
    leaving.tidy()
    assert not Departure.objects.exists()


def test_who_leaves_the_school_loses_its_teams_at_once_and_the_materials_stay(cast: Cast, enter: Enter) -> None:
    draft = factories.material(cast.team, cast.owner, title="Kladde")
    shared = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    client = enter(cast.owner)
    cast.owner.employments.update(ended_on=TODAY)  # and nobody has tidied up
    assert {client.get(f"/materials/{m.pk}/").status_code for m in (draft, shared)} == {404}
    assert client.get(f"/teams/{cast.team.slug}/").status_code == 404
    team = Material.objects.visible_to(cast.teammate)
    assert set(team) == {draft, shared} and draft.team == cast.team


@pytest.mark.parametrize("noticed", [True, False])
def test_who_is_employed_again_is_not_silently_back(cast: Cast, noticed: bool) -> None:
    employment = cast.lead.employments.get()
    if noticed:
        employments.end_employment(employment, on=TODAY, by=None)
    else:
        cast.lead.employments.update(ended_on=TODAY)  # an end date of last year, and no housekeeping since
    employments.employ(cast.lead, cast.school, by=None)
    assert not is_in(cast, cast.lead)
    lead = cast.team.memberships.leads().get().user
    leaving.take_back(Departure.objects.get(user=cast.lead), by=lead)
    assert role_of(cast, cast.lead) == Role.MEMBER


def test_an_account_that_opens_again_is_not_silently_back(cast: Cast) -> None:
    accounts.close_account(cast.lead, by=None)
    accounts.reopen_account(cast.lead, by=None)
    assert not is_in(cast, cast.lead) and role_of(cast, cast.lead) is None
    assert Team.objects.of(User.objects.get(pk=cast.lead.pk)).get().is_personal


def test_one_of_two_schools_is_enough_to_stay(cast: Cast) -> None:
    employments.employ(cast.stranger, cast.school, by=None)
    team = factories.team(cast.stranger, of=[cast.school, cast.other_school], lead=cast.lead)
    employments.end_employment(cast.stranger.employments.get(school=cast.school), on=TODAY, by=None)
    assert Team.objects.of(cast.stranger).filter(pk=team.pk).exists()
    assert team.memberships.filter(user=cast.stranger).exists()


def test_who_begins_next_month_keeps_the_place_that_waits(cast: Cast) -> None:
    starts = TODAY + timedelta(days=30)
    employments.employ(cast.stranger, cast.school, by=None, started_on=starts)
    cast.team.memberships.create(user=cast.stranger)
    leaving.tidy()
    assert cast.team.memberships.filter(user=cast.stranger).exists()
    assert not is_in(cast, cast.stranger)


def test_other_schools_for_a_team_end_no_membership(cast: Cast) -> None:
    cast.team.schools.set([cast.other_school])
    leaving.tidy()
    assert not is_in(cast, cast.teammate)
    cast.team.schools.set([cast.school])
    assert is_in(cast, cast.teammate) and role_of(cast, cast.lead) == Role.LEAD


def test_the_people_of_a_team_are_those_who_are_in_it_today(cast: Cast, enter: Enter) -> None:
    cast.teammate.employments.update(ended_on=TODAY)
    for address in (f"/teams/{cast.team.slug}/", f"/teams/{cast.team.slug}/members/"):
        page = enter(cast.schoolmate).get(address).content.decode()
        assert cast.owner.name in page and cast.teammate.name not in page
