"""Who leaves takes nothing along: personal materials go to a team, and nothing private comes out by it unasked."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from materials.models.material import Material
from materials.services import handing_over, sharing
from materials.vocabulary import Reach, Review, Rights
from teams.models.audit import AuditEntry
from teams.models.team import Team
from teams.models.user import User
from teams.services import accounts
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def own(cast: Cast) -> Team:
    return Team.objects.get(personal_of=cast.owner)


@pytest.fixture
def shared(cast: Cast, own: Team) -> Material:
    return factories.material(own, cast.owner, reach=Reach.SCHOOL, title="Delt")


@pytest.fixture
def private(cast: Cast, own: Team) -> Material:
    return factories.material(own, cast.owner, title="Kladde")


@pytest.fixture
def gone(cast: Cast, shared: Material, private: Material) -> User:
    accounts.close_account(cast.owner, by=cast.operator)
    return User.objects.get(pk=cast.owner.pk)


def sees(person: User, material: Material) -> bool:
    return Material.objects.visible_to(person).filter(pk=material.pk).exists()


def test_what_was_shared_keeps_its_reach_until_it_is_handed_over(cast: Cast, gone: User, shared: Material) -> None:
    assert (sees(cast.schoolmate, shared), sees(cast.stranger, shared)) == (True, False)
    done = handing_over.hand_over(gone, team=cast.team, by=cast.operator)
    assert (done.moved, done.refused) == (1, ())
    assert Material.objects.get(pk=shared.pk).team == cast.team
    assert (sees(cast.schoolmate, shared), sees(cast.stranger, shared)) == (True, False)
    assert AuditEntry.objects.filter(action="material.move", by=cast.operator, target_id=str(shared.pk)).exists()


def test_what_nobody_else_saw_goes_only_when_asked_for(cast: Cast, gone: User, private: Material) -> None:
    handing_over.hand_over(gone, team=cast.team, by=cast.operator)
    assert not sees(cast.teammate, private)
    done = handing_over.hand_over(gone, team=cast.team, by=cast.operator, private=True)
    assert (done.moved, sees(cast.teammate, private), sees(cast.schoolmate, private)) == (1, True, False)
    assert handing_over.hand_over(gone, team=cast.team, by=cast.operator, private=True).moved == 0


@pytest.mark.parametrize("rights", [Rights.COPYDAN, Rights.BOUGHT])
def test_what_belongs_to_one_school_stays_there(cast: Cast, gone: User, shared: Material, rights: Rights) -> None:
    Material.objects.filter(pk=shared.pk).update(rights=rights, license="", work="Bog", work_pages="1")
    elsewhere = factories.team(of=[cast.other_school])
    several = factories.team(of=[cast.school, cast.other_school])
    for team in (elsewhere, several):
        done = handing_over.hand_over(gone, team=team, by=cast.operator)
        assert [material.pk for material, _reason in done.refused] == [shared.pk]
    assert handing_over.hand_over(gone, team=cast.team, by=cast.operator).moved == 1


def test_what_waits_for_an_editor_waits_no_more(cast: Cast, own: Team, shared: Material) -> None:
    sharing.share(shared, reach=Reach.MUNICIPALITY, by=cast.owner)
    accounts.close_account(cast.owner, by=cast.operator)
    person = User.objects.get(pk=cast.owner.pk)
    handing_over.hand_over(person, team=cast.team, by=cast.operator)
    assert Material.objects.get(pk=shared.pk).review == Review.NONE


def test_not_from_the_living_nor_to_one_person_nor_by_anybody(cast: Cast, own: Team, shared: Material) -> None:
    with pytest.raises(ValidationError):
        handing_over.hand_over(cast.owner, team=cast.team, by=cast.operator)
    accounts.close_account(cast.owner, by=cast.operator)
    person = User.objects.get(pk=cast.owner.pk)
    with pytest.raises(ValidationError):
        handing_over.hand_over(person, team=Team.objects.get(personal_of=cast.teammate), by=cast.operator)
    for by in (cast.lead, cast.editor, cast.teammate):
        with pytest.raises(PermissionDenied):
            handing_over.hand_over(person, team=cast.team, by=by)
    assert Material.objects.get(pk=shared.pk).team == own


def test_the_page_names_what_is_left_and_what_stays(cast: Cast, gone: User, shared: Material) -> None:
    Material.objects.filter(pk=shared.pk).update(rights=Rights.BOUGHT, license="")
    desk, address = Client(), f"/admin/materials/left-by/{gone.pk}/"
    desk.force_login(cast.operator, backend="teams.backends.LocalBackend")
    assert "1 materiale er delt med andre." in desk.get(address).content.decode()
    elsewhere = factories.team(of=[cast.other_school])
    said = desk.post(address, {"team": elsewhere.pk, "private": "on"}, follow=True).content.decode()
    assert "1 materiale har fået et nyt team." in said
    assert "Delt: " in said


def test_the_commands_say_what_they_did_and_why_not(cast: Cast, shared: Material) -> None:
    def run(*words: str) -> str:
        call_command(*words, stdout=(out := StringIO()))
        return out.getvalue()

    name, slug = cast.owner.subject, cast.team.slug
    with pytest.raises(CommandError, match=r"Close the account|Luk kontoen"):
        run("hand_over", name, "--team", slug)
    assert "is closed" in run("close_account", name)
    assert "closed before" in run("close_account", name)
    assert "1 materials and 0 collections" in run("hand_over", name, "--team", slug)
    for words in (
        ["close_account", "ingen"],
        ["hand_over", "ingen", "--team", slug],
        ["hand_over", name, "--team", "x"],
    ):
        with pytest.raises(CommandError):
            run(*words)
    with pytest.raises(CommandError):
        run("close_account", cast.operator.subject)
