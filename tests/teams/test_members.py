"""Who may change a team's people, and the profile that changes nobody's rights."""

import pytest
from django.test import Client

from teams.models.audit import AuditEntry
from teams.models.team import Membership
from teams.models.user import User
from teams.roles import Role
from teams.services import memberships
from tests import factories
from tests.conftest import Cast


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="teams.backends.LocalBackend")
    return client


def address(cast: Cast, end: str = "") -> str:
    return f"/teams/{cast.team.slug}/members/{end}"


def role_of(cast: Cast, person: User) -> int | None:
    return Membership.objects.filter(team=cast.team, user=person).values_list("role", flat=True).first()


def test_a_lead_adds_and_removes_a_colleague(cast: Cast) -> None:
    client = browser(cast.lead)
    client.post(address(cast), {"user": cast.schoolmate.pk})
    assert role_of(cast, cast.schoolmate) == Role.MEMBER
    client.post(address(cast, f"{cast.schoolmate.pk}/remove/"))
    assert role_of(cast, cast.schoolmate) is None
    actions = AuditEntry.objects.filter(by=cast.lead).values_list("action", flat=True)
    assert {"team.add_member", "team.remove_member"} <= set(actions)


def test_a_lead_adds_nobody_from_elsewhere_and_is_shown_no_such_name(cast: Cast) -> None:
    client = browser(cast.lead)
    for person in (cast.stranger, cast.ex_member, cast.editor):
        client.post(address(cast), {"user": person.pk})
        assert role_of(cast, person) is None
        assert person.name not in client.get(address(cast)).content.decode()


@pytest.mark.parametrize("who", ["owner", "schoolmate", "stranger", "ex_member", "editor", "operator"])
def test_who_does_not_lead_changes_nobody(cast: Cast, who: str) -> None:
    client = browser(getattr(cast, who))
    answers = {
        client.post(address(cast), {"user": cast.schoolmate.pk}).status_code,
        client.post(address(cast, f"{cast.teammate.pk}/remove/")).status_code,
        client.post(address(cast, f"{cast.teammate.pk}/role/"), {"role": "lead"}).status_code,
    }
    assert answers == {404}
    assert (role_of(cast, cast.schoolmate), role_of(cast, cast.teammate)) == (None, Role.MEMBER)


@pytest.mark.parametrize("data", [{}, {"role": ""}, {"role": "boss"}])
def test_who_is_asked_to_be_neither_lead_nor_member_stays_what_they_are(cast: Cast, data: dict[str, str]) -> None:
    memberships.change_role(cast.team, cast.teammate, role=Role.LEAD, by=cast.lead)
    assert browser(cast.lead).post(address(cast, f"{cast.teammate.pk}/role/"), data).status_code == 404
    assert role_of(cast, cast.teammate) == Role.LEAD


@pytest.mark.parametrize("act", ["remove", "role", "lead"])
def test_a_number_that_no_person_can_have_is_nobody(cast: Cast, act: str) -> None:
    assert browser(cast.lead).post(address(cast, f"{2**70}/{act}/")).status_code == 404


def test_a_lead_of_one_team_is_nobody_in_another(cast: Cast) -> None:
    other = factories.team(cast.schoolmate, of=[cast.school], lead=cast.teammate)
    client = browser(cast.lead)
    assert client.post(f"/teams/{other.slug}/members/{cast.schoolmate.pk}/remove/").status_code == 404
    assert client.post(address(cast, f"{cast.schoolmate.pk}/remove/")).status_code == 404
    assert Membership.objects.filter(team=other, user=cast.schoolmate).exists()


def test_a_team_keeps_a_lead(cast: Cast) -> None:
    client = browser(cast.lead)
    client.post(address(cast, f"{cast.lead.pk}/role/"), {"role": "member"})
    client.post(address(cast, f"{cast.lead.pk}/remove/"))
    client.post(f"/teams/{cast.team.slug}/leave/")
    assert role_of(cast, cast.lead) == Role.LEAD
    client.post(address(cast, f"{cast.teammate.pk}/role/"), {"role": "lead"})
    client.post(f"/teams/{cast.team.slug}/leave/")
    assert (role_of(cast, cast.lead), role_of(cast, cast.teammate)) == (None, Role.LEAD)


def test_a_member_leaves_and_sees_the_teams_drafts_no_more(cast: Cast) -> None:
    material = factories.material(cast.team, cast.owner)
    client = browser(cast.teammate)
    assert client.get(f"/materials/{material.pk}/").status_code == 200
    client.post(f"/teams/{cast.team.slug}/leave/")
    assert client.get(f"/materials/{material.pk}/").status_code == 404


def test_a_personal_team_takes_nobody_in(cast: Cast) -> None:
    own = cast.owner.personal_team
    client = browser(cast.owner)
    assert client.post(f"/teams/{own.slug}/members/", {"user": cast.teammate.pk}).status_code == 404
    client.post(f"/teams/{own.slug}/leave/")
    assert list(own.memberships.values_list("user", flat=True)) == [cast.owner.pk]


def test_nothing_happens_by_looking(cast: Cast) -> None:
    client = browser(cast.lead)
    for end in (f"{cast.teammate.pk}/remove/", f"{cast.teammate.pk}/role/?role=lead"):
        assert client.get(address(cast, end)).status_code == 405
    assert role_of(cast, cast.teammate) == Role.MEMBER


def test_the_members_page_costs_the_same_for_ten_times_the_people(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    client = browser(cast.lead)
    client.get(address(cast))
    for _ in range(40):
        person = factories.person(cast.school)
        memberships.add_member(cast.team, person, by=cast.lead)
        factories.person(cast.school)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(address(cast))


def test_a_profile_keeps_a_name(cast: Cast) -> None:
    name, client = cast.owner.name, browser(cast.owner)
    for blank in ("", "   "):
        assert client.post("/profile/", {"name": blank, "language": "da"}).context["form"].errors["name"]
    assert User.objects.get(pk=cast.owner.pk).name == name


def test_a_profile_gives_nobody_a_right(cast: Cast) -> None:
    before = User.objects.filter(pk=cast.owner.pk).values("issuer", "subject", "is_superuser", "is_active", "password")
    kept = dict(before.get())
    more = {
        "issuer": "x",
        "subject": "karen",
        "is_superuser": "on",
        "is_active": "",
        "password": "x",
        "groups": ["1", "2"],
    }
    data = {"name": "Ny", "email": "", "language": "en", "show_name": "on", **more, "employments": "1", "teams": "1"}
    assert browser(cast.owner).post("/profile/", data).status_code == 302
    owner = User.objects.get(pk=cast.owner.pk)
    assert (owner.name, owner.language, owner.offices) == ("Ny", "en", frozenset())
    assert dict(before.get()) == kept
