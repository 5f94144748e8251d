"""A person's profile: what they change is changed, and nothing else of them."""

import pytest
from django.db.models.signals import pre_save
from django.test import Client

from materials.vocabulary import Reach
from teams.models.audit import AuditEntry
from teams.models.team import Team
from teams.models.user import User
from teams.services import accounts
from teams.services.employments import employ
from tests import factories
from tests.conftest import Cast

NEW = {"name": "Nyt Navn", "email": "", "language": "da"}
CHOSEN = "et helt andet ord"
PASSWORDS = {"old_password": factories.PASSWORD, "new_password1": CHOSEN, "new_password2": CHOSEN}


def browse(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="teams.backends.LocalBackend")
    return client


def now(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_a_person_changes_their_profile_and_their_password(cast: Cast) -> None:
    browse(cast.owner).post("/profile/", {**NEW, "show_name": "on"})
    assert (now(cast.owner).name, now(cast.owner).show_name) == ("Nyt Navn", True)
    client = browse(cast.owner)
    assert client.post("/password/", PASSWORDS).status_code == 302
    assert now(cast.owner).check_password(CHOSEN)
    assert client.get("/profile/").status_code == 200


@pytest.mark.parametrize("address", ["/profile/", "/password/"])
def test_who_saves_something_does_not_open_an_account_that_is_closed_meanwhile(cast: Cast, address: str) -> None:
    client = browse(cast.owner)

    def close_meanwhile(**kwargs: object) -> None:
        accounts.close_account(now(cast.owner), by=cast.operator)

    pre_save.connect(close_meanwhile, sender=User)
    try:
        client.post(address, {**NEW, **PASSWORDS})
    finally:
        pre_save.disconnect(close_meanwhile, sender=User)
    assert not now(cast.owner).is_active
    assert AuditEntry.objects.filter(action="account.close").exists()


def test_a_persons_own_team_is_called_what_they_are_called_now(cast: Cast) -> None:
    own, old = Team.objects.get(personal_of=cast.owner), cast.owner.name
    material = factories.material(own, cast.owner, reach=Reach.SCHOOL, title="Brøkdyst")
    assert old in browse(cast.schoolmate).get(f"/materials/{material.pk}/").content.decode()
    browse(cast.owner).post("/profile/", NEW)
    for person, address in (
        (cast.schoolmate, f"/materials/{material.pk}/"),
        (cast.schoolmate, f"/schools/{cast.school.number}/"),
        (cast.schoolmate, "/search/?q="),
        (cast.owner, f"/teams/{own.slug}/"),
        (cast.operator, "/admin/materials/?q=nyt+navn"),
    ):
        page = browse(person).get(address).content.decode()
        assert "Nyt Navn" in page and old not in page, address


def test_somebody_with_a_long_name_gets_a_team_of_their_own(cast: Cast) -> None:
    person = factories.person(name="Anna " * 30)
    employ(person, cast.school, by=None)
    assert str(Team.objects.get(personal_of=person)) == person.name
