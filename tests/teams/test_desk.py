"""Teams and schools at the desk: operators change them, and what cannot be gets a reason."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from teams.models.audit import AuditEntry
from teams.models.school import School
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.roles import Role
from teams.services import accounts, memberships
from tests import factories
from tests.conftest import Cast

#: What stands in each list of something that is called Østergård.
PLACES = {"people": "Åse Østergård", "schools": "Østergårdskolen", "teams": "Indskolingen", "audit": "account.sign_in"}


def at_the_desk(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="teams.backends.LocalBackend")
    return client


def test_an_operator_makes_a_team_and_gives_it_a_lead(cast: Cast) -> None:
    desk = at_the_desk(cast.operator)
    data = {"name": "Ny årgang", "schools": [cast.school.pk, cast.other_school.pk]}
    made = desk.post("/admin/teams/new/", data)
    team = Team.objects.get(name="Ny årgang")
    assert made["Location"] == f"/admin/teams/{team.pk}/"
    desk.post(f"/admin/teams/{team.pk}/lead/", {"user": cast.stranger.pk})
    assert list(team.memberships.values_list("user", "role")) == [(cast.stranger.pk, Role.LEAD)]
    assert set(team.schools.all()) == {cast.school, cast.other_school}
    assert AuditEntry.objects.filter(action="team.appoint_lead", by=cast.operator).exists()


def test_the_desk_is_not_there_for_who_has_no_office_and_visitors_sign_in(cast: Cast) -> None:
    for person in (cast.owner, cast.lead, cast.stranger):
        for address in ("/admin/", "/admin/teams/", "/admin/login/", "/sign-in/?next=/admin/"):
            assert at_the_desk(person).get(address, follow=True).status_code == 404, address
    assert Client().get("/admin/", follow=True).redirect_chain[-1][0] == "/sign-in/?next=/admin/materials/"
    for person in (cast.editor, cast.operator):
        assert at_the_desk(person).get("/admin/", follow=True).status_code == 200


def test_the_desk_is_called_what_the_house_is_called(cast: Cast) -> None:
    title = at_the_desk(cast.operator).get("/admin/teams/").content.decode().partition("</title>")[0]
    assert title.endswith("Teams - Staffroom")


def test_a_member_becomes_lead_and_nobody_from_elsewhere(cast: Cast) -> None:
    desk = at_the_desk(cast.operator)
    for user in (cast.teammate, cast.stranger):
        desk.post(f"/admin/teams/{cast.team.pk}/lead/", {"user": user.pk}, follow=True)
    assert Membership.objects.get(team=cast.team, user=cast.teammate).role == Role.LEAD
    assert not Membership.objects.filter(team=cast.team, user=cast.stranger).exists()


@pytest.mark.parametrize("who", ["lead", "editor", "stranger"])
def test_nobody_but_an_operator_appoints(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        memberships.appoint_lead(cast.team, cast.teammate, by=getattr(cast, who))


def test_a_personal_team_is_not_at_the_desk(cast: Cast) -> None:
    own = Team.objects.get(personal_of=cast.owner)
    desk = at_the_desk(cast.operator)
    assert desk.get(f"/admin/teams/{own.pk}/").status_code == 404
    assert desk.post(f"/admin/teams/{own.pk}/lead/", {"user": cast.teammate.pk}).status_code == 404
    assert str(own) not in desk.get("/admin/teams/").content.decode()
    with pytest.raises(PermissionDenied):
        memberships.appoint_lead(own, cast.teammate, by=cast.operator)


def test_a_team_gets_another_name_and_other_schools_and_keeps_its_address(cast: Cast) -> None:
    desk = at_the_desk(cast.operator)
    slug = cast.team.slug
    desk.post(f"/admin/teams/{cast.team.pk}/", {"name": "Nyt navn", "schools": [cast.other_school.pk]})
    team = Team.objects.get(pk=cast.team.pk)
    assert (team.name, team.slug, list(team.schools.all())) == ("Nyt navn", slug, [cast.other_school])
    page = desk.post(f"/admin/teams/{team.pk}/", {"name": "", "schools": []}).content.decode()
    assert page.count("field__error") >= 2
    assert Team.objects.get(pk=team.pk).name == "Nyt navn"


@pytest.mark.parametrize(
    ("who", "places"),
    [("editor", ["people", "teams", "schools"]), ("operator", ["people", "teams", "schools", "audit"])],
)
def test_the_menu_leads_to_what_one_may_open(cast: Cast, who: str, places: list[str]) -> None:
    menu = at_the_desk(getattr(cast, who)).get("/admin/materials/").content.decode()
    assert [place for place in ("people", "teams", "schools", "audit") if f"/admin/{place}/" in menu] == places


def test_lists_find_by_name_and_school(cast: Cast) -> None:
    other = factories.team(of=[cast.other_school], name="Uden leder")
    desk = at_the_desk(cast.editor)
    found = desk.get("/admin/teams/", {"q": "strand"}).content.decode()
    assert other.name in found and cast.team.name not in found and "ingen" in found
    found = desk.get("/admin/schools/", {"q": cast.other_school.number}).content.decode()
    assert "Strandskolen" in found and "Havlunde Skole" not in found


@pytest.mark.parametrize("typed", ["østergård", "ØSTERGÅRD", "Østergård"])
def test_names_are_found_in_big_letters_and_small(cast: Cast, typed: str) -> None:
    School.objects.filter(pk=cast.other_school.pk).update(name="Østergårdskolen")
    factories.team(of=[cast.other_school], name="Indskolingen")
    User.objects.filter(pk=cast.stranger.pk).update(name="Åse Østergård")
    AuditEntry.objects.create(action="account.sign_in", by=cast.stranger, target_type="x", target_id="1")
    desk = at_the_desk(cast.operator)
    pages = {place: desk.get(f"/admin/{place}/", {"q": typed}).content.decode() for place in PLACES}
    assert [PLACES[place] in pages[place] for place in PLACES] == [True] * 4
    assert cast.owner.name not in pages["people"]


def test_a_school_is_made_and_becomes_a_site(cast: Cast) -> None:
    desk = at_the_desk(cast.operator)
    desk.post("/admin/schools/new/", {"number": "654321", "name": "Afdeling Øst", "parent": cast.school.pk})
    made = School.objects.get(number="654321")
    assert made.root_id == cast.school.pk
    assert AuditEntry.objects.filter(action="school.create", target_id=str(made.pk), by=cast.operator).exists()
    desk.post(f"/admin/schools/{made.pk}/", {"number": "654321", "name": "Afdeling Vest", "parent": ""})
    assert School.objects.get(pk=made.pk).parent is None


@pytest.mark.parametrize(
    ("number", "name"), [("12345", "Kort"), ("12345a", "Bogstav"), ("", "Ingen"), ("654321", ""), ("taken", "Taget")]
)
def test_a_school_that_cannot_be_is_refused_with_a_reason(cast: Cast, number: str, name: str) -> None:
    before = School.objects.count()
    data = {"number": cast.school.number if number == "taken" else number, "name": name}
    assert "field__error" in at_the_desk(cast.operator).post("/admin/schools/new/", data).content.decode()
    assert School.objects.count() == before


def test_a_site_has_no_sites(cast: Cast) -> None:
    site = factories.school(parent=cast.school)
    for school, parent in ((School(number="654321", name="Under"), site), (cast.school, cast.other_school)):
        school.parent = parent
        with pytest.raises(ValidationError):
            school.full_clean()
    data = {"number": cast.school.number, "name": cast.school.name, "parent": cast.other_school.pk}
    page = at_the_desk(cast.operator).post(f"/admin/schools/{cast.school.pk}/", data).content.decode()
    assert "field__error" in page
    assert School.objects.get(pk=cast.school.pk).parent is None


def test_closing_twice_does_not_open(cast: Cast) -> None:
    desk = at_the_desk(cast.operator)
    for do, active in (("close", False), ("close", False), ("open", True), ("open", True)):
        desk.post(f"/admin/people/{cast.owner.pk}/close-or-open/", {"do": do})
        assert User.objects.get(pk=cast.owner.pk).is_active is active


def test_closing_twice_is_written_down_once(cast: Cast) -> None:
    for _turn in range(2):
        accounts.close_account(cast.owner, by=cast.operator)
    assert AuditEntry.objects.filter(action="account.close", target_id=str(cast.owner.pk)).count() == 1


def test_leafing_keeps_what_was_looked_for(cast: Cast) -> None:
    for number in range(60):
        User.objects.create_user(f"hansen{number}", name=f"Hansen {number}")
    desk = at_the_desk(cast.operator)
    first = desk.get("/admin/people/", {"q": "hansen"}).content.decode()
    assert 'href="?q=hansen&amp;page=2" rel="next"' in first
    assert 'href="?q=hansen&amp;page=1" rel="prev"' in desk.get("/admin/people/?q=hansen&page=2").content.decode()


def test_the_log_is_looked_through_by_who_by_what_and_by_number(cast: Cast) -> None:
    desk = at_the_desk(cast.operator)
    accounts.close_account(cast.stranger, by=cast.operator)
    memberships.add_member(cast.team, cast.schoolmate, by=cast.lead)

    def found(query: str) -> set[str]:
        page = desk.get("/admin/audit/", {"q": query}).context["page"]
        return {entry.action for entry in page.object_list}

    assert found("team.add") == {"team.add_member"}
    assert "account.close" in found(cast.operator.name) and "team.add_member" not in found(cast.operator.name)
    assert found("account.close") == {"account.close"}
    assert {"account.close", "team.add_member"} <= found("")
    assert found("ingenting") == set()
