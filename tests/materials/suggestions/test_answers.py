"""Guesses are the team's to keep or leave out, with one tap, and to take back with another."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services import drafts, dropping, suggesting
from materials.services.files import StagedFile
from materials.tasks import read_attachment
from materials.vocabulary import Reach
from teams.models.user import User
from tests.conftest import Cast
from tests.materials.suggestions.test_guesses import FRACTIONS

ALL = suggesting.FIELDS


@pytest.fixture
def dropped(cast: Cast, tmp_path: Path) -> Material:
    """A file shared with the school, and read."""
    path = tmp_path / "file"
    path.write_text(f"Brøker, 5. klasse\n\n{FRACTIONS}")
    return dropping.make_material([StagedFile(path, "ark 2.txt")], team=cast.team, reach=Reach.SCHOOL, by=cast.owner)


@pytest.fixture
def guessed(dropped: Material) -> Material:
    for attachment in Attachment.objects.filter(material=dropped):
        read_attachment.call(attachment.pk)
    return Material.objects.get(pk=dropped.pk)


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="teams.backends.LocalBackend")
    return client


def latest(material: Material) -> Material:
    text: Material = Material.objects.get(pk=material.pk).get_latest_revision_as_object()
    return text


def open_guesses(material: Material) -> dict[str, object]:
    return suggesting.open_guesses(material, latest(material))


def test_nothing_is_guessed_before_the_file_is_read(dropped: Material) -> None:
    assert open_guesses(dropped) == {}
    assert suggesting.suggest(dropped.pk) is None


def test_a_read_file_is_guessed_about(guessed: Material) -> None:
    assert open_guesses(guessed) == {
        "title": "Brøker, 5. klasse",
        "subject": "matematik",
        "grades": [5],
        "material_type": "worksheet",
    }


def test_kept_guesses_reach_those_who_read_the_material(cast: Cast, guessed: Material) -> None:
    assert set(suggesting.keep(guessed, ALL, by=cast.teammate)) == {"title", "subject", "grades", "material_type"}
    seen = Material.objects.visible_to(cast.schoolmate).get(pk=guessed.pk)
    assert (seen.title, seen.grades, [s.slug for s in seen.subjects.all()]) == ("Brøker, 5. klasse", [5], ["matematik"])
    assert open_guesses(guessed) == {}


def test_keeping_in_a_draft_shares_nothing(cast: Cast, guessed: Material) -> None:
    drafts.save_text(guessed, by=cast.owner, base=None, summary="Endnu ikke delt")
    suggesting.keep(guessed, ["subject"], by=cast.owner)
    assert Material.objects.get(pk=guessed.pk).subjects.count() == 0
    assert latest(guessed).subjects.count() == 1


def test_undo_brings_back_what_stood_there(cast: Cast, guessed: Material) -> None:
    before = open_guesses(guessed)
    suggesting.keep(guessed, ALL, by=cast.owner)
    suggesting.undo(guessed, ALL, by=cast.owner)
    text = latest(guessed)
    assert (text.title, text.grades, text.material_type, text.subjects.count()) == ("ark 2", [], "", 0)
    assert open_guesses(guessed) == before


def test_undo_leaves_alone_what_a_colleague_has_changed_since(cast: Cast, guessed: Material) -> None:
    suggesting.keep(guessed, ALL, by=cast.owner)
    drafts.save_text(guessed, by=cast.teammate, base=None, grades=[6])
    suggesting.undo(guessed, ALL, by=cast.owner)
    assert (latest(guessed).grades, latest(guessed).title) == ([6], "ark 2")


def test_a_guess_that_was_left_out_is_not_asked_again(cast: Cast, guessed: Material) -> None:
    suggesting.dismiss(guessed, ["subject", "nonsense"], by=cast.owner)
    suggesting.suggest(guessed.pk)
    assert "subject" not in open_guesses(guessed)
    assert latest(guessed).subjects.count() == 0


def test_a_guess_stands_aside_for_what_a_person_has_said(cast: Cast, guessed: Material) -> None:
    drafts.save_text(guessed, by=cast.owner, base=None, title="Min egen titel", grades=[7])
    assert set(open_guesses(guessed)) == {"subject", "material_type"}
    assert suggesting.keep(guessed, ALL, by=cast.teammate) == ["subject", "material_type"]
    assert (latest(guessed).title, latest(guessed).grades) == ("Min egen titel", [7])


def test_a_second_tap_changes_nothing(cast: Cast, guessed: Material) -> None:
    suggesting.keep(guessed, ALL, by=cast.owner)
    revisions = guessed.revisions.count()
    assert suggesting.keep(guessed, ALL, by=cast.teammate) == []
    assert guessed.revisions.count() == revisions


@pytest.mark.parametrize("who", ["schoolmate", "stranger", "ex_member", "editor", "operator"])
def test_others_neither_see_guesses_nor_answer_them(who: str, cast: Cast, guessed: Material) -> None:
    person = getattr(cast, who)
    for act in (suggesting.keep, suggesting.dismiss, suggesting.undo):
        with pytest.raises(PermissionDenied):
            act(guessed, ALL, by=person)
    address = f"/materials/{guessed.pk}/"
    assert browser(person).post(f"{address}guesses/", {"do": "keep", "guess": ["subject"]}).status_code == 404
    assert b"guesses" not in browser(person).get(address).content
    assert browser(person).get(f"/teams/{cast.team.slug}/guesses/").status_code == 404


def test_the_page_offers_each_guess_with_one_tap(cast: Cast, guessed: Material) -> None:
    page = browser(cast.owner).get(f"/materials/{guessed.pk}/").content.decode()
    assert "Fag: <strong>matematik</strong>" in page
    answer = browser(cast.owner).post(f"/materials/{guessed.pk}/guesses/", {"do": "keep", "guess": ["grades"]})
    kept = browser(cast.owner).get(answer["Location"]).content.decode()
    assert 'value="undo"' in kept
    assert latest(guessed).grades == [5]


def test_a_team_keeps_many_guesses_at_once_and_takes_them_back(cast: Cast, guessed: Material) -> None:
    address, ids = f"/teams/{cast.team.slug}/guesses/", {"material": [str(guessed.pk), "0", "x", "9" * 30]}
    assert guessed.title in browser(cast.teammate).get(address).content.decode()
    answer = browser(cast.teammate).post(address, {"do": "keep", **ids})
    assert latest(guessed).grades == [5]
    assert 'value="undo"' in browser(cast.teammate).get(answer["Location"]).content.decode()
    browser(cast.teammate).post(address, {"do": "undo", **ids})
    assert latest(guessed).grades == []


def test_the_teams_page_says_that_guesses_wait_and_only_while_they_do(cast: Cast, guessed: Material) -> None:
    address = f"/teams/{cast.team.slug}/"
    assert b"/guesses/" in browser(cast.owner).get(address).content
    assert b"/guesses/" not in browser(cast.schoolmate).get(address).content
    suggesting.keep(guessed, ALL, by=cast.owner)
    assert b"/guesses/" not in browser(cast.owner).get(address).content


def test_habits_are_the_own_teams_alone(cast: Cast, guessed: Material) -> None:
    suggesting.keep(guessed, ALL, by=cast.owner)
    assert suggesting.habits_of(cast.team, but=0).subjects == {"matematik": 1.0}
    assert suggesting.habits_of(cast.team, but=guessed.pk).subjects == {}
