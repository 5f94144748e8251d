"""Who comes into a team by a link, by whom it can be made, and when it is over."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from teams.models.joining import Invitation
from teams.models.team import Team
from teams.models.user import User
from teams.roles import Role
from teams.services import employments, invitations, memberships
from tests import factories
from tests.conftest import Cast
from tests.pages import without_tokens
from tests.teams.conftest import Enter


def link(cast: Cast, uses: int = 5, days: int = 7) -> str:
    _made, token = invitations.invite(cast.team, days=days, uses=uses, by=cast.lead)
    return f"/invitations/{token}/"


def is_in(cast: Cast, person: User) -> bool:
    return Team.objects.of(person).filter(pk=cast.team.pk).exists()


def test_a_colleague_comes_in_by_a_link_as_a_member(cast: Cast, enter: Enter) -> None:
    address, client = link(cast), enter(cast.schoolmate)
    assert cast.team.name in client.get(address).content.decode()
    assert not is_in(cast, cast.schoolmate)
    assert client.post(address)["Location"] == f"/teams/{cast.team.slug}/"
    assert cast.team.memberships.get(user=cast.schoolmate).role == Role.MEMBER
    assert Invitation.objects.get().used == 1


def test_a_visitor_signs_in_first_whether_the_link_is_real_or_not(cast: Cast) -> None:
    real, wrong = Client().get(link(cast)), Client().get("/invitations/forkert/")
    assert (real.status_code, wrong.status_code) == (302, 302)
    assert real["Location"].startswith("/sign-in/?next=/invitations/")
    data = {"username": cast.schoolmate.subject, "password": factories.PASSWORD, "next": "/invitations/forkert/"}
    assert Client().post("/sign-in/", data)["Location"] == "/invitations/forkert/"


@pytest.mark.parametrize("who", ["stranger", "ex_member", "editor", "operator"])
def test_nobody_from_elsewhere_comes_in_or_learns_of_the_team(cast: Cast, enter: Enter, who: str) -> None:
    address, person = link(cast), getattr(cast, who)
    for answer in (enter(person).get(address), enter(person).post(address)):
        assert answer.status_code == 404
        assert cast.team.name not in answer.content.decode()
    assert not is_in(cast, person)
    assert Invitation.objects.get().used == 0


def test_a_link_is_kept_as_a_hash_and_shown_to_the_browser_that_made_it(cast: Cast, enter: Enter) -> None:
    client, address = enter(cast.lead), f"/teams/{cast.team.slug}/invitations/"
    assert client.post(address, {"days": 7, "uses": 1})["Location"] == address
    token = client.get(address).content.decode().split("/invitations/")[1].split("/")[0]
    stored = [*Invitation.objects.values_list().get(), client.session.items()]
    assert all(token not in str(value) for value in stored)
    assert token not in client.get(f"/teams/{cast.team.slug}/members/").content.decode()
    assert token in client.get(address).content.decode(), "It is gone when the language is changed."
    assert enter(cast.schoolmate).get(f"/invitations/{token}/").status_code == 200


def test_a_link_is_shown_to_nobody_else(cast: Cast, enter: Enter) -> None:
    client, other, address = enter(cast.lead), enter(cast.teammate), f"/teams/{cast.team.slug}/invitations/"
    client.post(address, {"days": 7, "uses": 1})
    memberships.change_role(cast.team, cast.teammate, role=Role.LEAD, by=cast.lead)
    other.cookies["invitation"] = client.cookies["invitation"].value
    assert other.get(address)["Location"] == f"/teams/{cast.team.slug}/members/"
    assert enter(cast.lead).get(address).status_code == 302
    assert client.get(address).status_code == 200


def test_a_link_lets_in_as_many_as_it_was_made_for(cast: Cast, enter: Enter) -> None:
    address, late = link(cast, uses=1), factories.person(cast.school)
    enter(cast.schoolmate).post(address)
    enter(cast.schoolmate).post(address)
    page = enter(late).post(address, follow=True)
    assert page.status_code == 404
    assert (is_in(cast, cast.schoolmate), is_in(cast, late)) == (True, False)
    with pytest.raises(IntegrityError):
        Invitation.objects.update(used=2)


@pytest.mark.parametrize("over", ["revoked", "expired", "maker demoted", "maker gone", "team closed"])
def test_a_link_that_is_over_lets_nobody_in(cast: Cast, enter: Enter, over: str) -> None:
    address = link(cast)
    invitation = Invitation.objects.get()
    match over:
        case "revoked":
            enter(cast.lead).post(f"/teams/{cast.team.slug}/invitations/{invitation.pk}/revoke/")
        case "expired":
            Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        case "maker demoted":
            memberships.hand_over(cast.team, cast.teammate, by=cast.lead)
        case "maker gone":
            employments.end_employment(cast.lead.employments.get(), on=timezone.localdate(), by=None)
        case _:
            Team.objects.filter(pk=cast.team.pk).update(closed_at=timezone.now())
    assert enter(cast.schoolmate).post(address).status_code == 404
    assert not is_in(cast, cast.schoolmate)


def test_every_link_that_does_not_work_says_the_same_to_the_letter(cast: Cast, enter: Enter) -> None:
    def said(address: str, person: User) -> str:
        page = enter(person).get(address)
        assert page.status_code == enter(person).post(address).status_code == 404
        text = without_tokens(page.content.decode()).replace(address, "").replace(person.get_short_name(), "")
        return text.replace(f'data-unsaved="{person.pk}"', "")

    used_up, expired, made_up = link(cast), link(cast), "/invitations/forkert/"
    elsewhere = said(used_up, cast.stranger)
    Invitation.objects.filter(pk=Invitation.objects.earliest("pk").pk).update(used=5)
    Invitation.objects.exclude(pk=Invitation.objects.earliest("pk").pk).update(expires_at=timezone.now())
    assert {said(address, cast.schoolmate) for address in (used_up, expired, made_up)} == {elsewhere}
    assert "Linket virker ikke" in elsewhere


def test_a_link_does_not_bring_back_whom_a_lead_has_removed(cast: Cast, enter: Enter) -> None:
    before = link(cast)
    memberships.remove_member(cast.team, cast.teammate, by=cast.lead)
    assert enter(cast.teammate).post(before).status_code == 404
    assert not is_in(cast, cast.teammate)
    assert enter(cast.teammate).post(link(cast)).status_code == 302
    assert is_in(cast, cast.teammate)


@pytest.mark.parametrize("who", ["owner", "schoolmate", "stranger", "ex_member", "editor", "operator"])
def test_only_a_lead_makes_and_ends_links(cast: Cast, enter: Enter, who: str) -> None:
    address, client = link(cast), enter(getattr(cast, who))
    invitation = Invitation.objects.get()
    assert client.post(f"/teams/{cast.team.slug}/invitations/", {"days": 7, "uses": 5}).status_code == 404
    assert client.post(f"/teams/{cast.team.slug}/invitations/{invitation.pk}/revoke/").status_code == 404
    assert Invitation.objects.get().revoked_at is None
    assert enter(cast.schoolmate).post(address).status_code == 302


def test_a_lead_ends_no_link_of_another_team(cast: Cast, enter: Enter) -> None:
    other = factories.team(of=[cast.school], lead=cast.teammate)
    _made, _token = invitations.invite(other, days=7, uses=5, by=cast.teammate)
    address = f"/teams/{cast.team.slug}/invitations/{Invitation.objects.get().pk}/revoke/"
    assert enter(cast.lead).post(address).status_code == 404
    with pytest.raises(PermissionDenied):
        invitations.revoke(Invitation.objects.get(), by=cast.lead)


def test_a_link_works_no_longer_and_for_no_more_than_it_may(cast: Cast, enter: Enter) -> None:
    client = enter(cast.lead)
    for days, uses in ((31, 5), (7, 51), (0, 5), (7, 0), ("x", "")):
        said = client.post(f"/teams/{cast.team.slug}/invitations/", {"days": days, "uses": uses}, follow=True)
        assert "Der er ikke lavet noget link." in said.content.decode()
    assert not Invitation.objects.exists()


def test_a_personal_team_has_no_links(cast: Cast, enter: Enter) -> None:
    own = Team.objects.get(personal_of=cast.owner)
    assert enter(cast.owner).post(f"/teams/{own.slug}/invitations/", {"days": 7, "uses": 5}).status_code == 404


def test_colleagues_are_found_by_name_and_never_listed(cast: Cast, enter: Enter) -> None:
    aase = factories.person(cast.school, name="Åse Østergård")
    factories.person(cast.other_school, name="Åse Fjernø")
    client, address = enter(cast.lead), f"/teams/{cast.team.slug}/members/"
    for typed in ("", "å", "   "):
        assert "Åse" not in client.get(address, {"q": typed}).content.decode()
    found = client.get(address, {"q": "øster åse"}).content.decode()
    assert aase.name in found and "Fjernø" not in found
    assert aase.name not in enter(cast.teammate).get(address, {"q": "øster"}).content.decode()


def test_one_letter_is_too_little_whatever_stands_around_it(cast: Cast, enter: Enter) -> None:
    client = enter(cast.lead)
    for typed in ("å", "å ", "  å"):
        page = client.get(f"/teams/{cast.team.slug}/members/", {"q": typed}).content.decode()
        assert ("Skriv mindst to bogstaver." in page, "Ingen med det navn" in page) == (True, False)


def test_many_of_one_name_are_cut_with_a_word(cast: Cast, enter: Enter) -> None:
    people = [factories.person(cast.school, name=f"Anna Holm {number:02}") for number in range(12)]
    page = enter(cast.lead).get(f"/teams/{cast.team.slug}/members/", {"q": "anna"}).content.decode()
    shown = [person for person in people if person.name in page]
    assert len(shown) == 8
    assert "Skriv mere af navnet" in page
