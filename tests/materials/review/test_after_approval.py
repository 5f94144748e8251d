"""After approval a change goes live through review alone; what narrows takes effect at once."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from materials import review
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.models.subject import Subject
from materials.services import drafts, files, sharing, suggesting
from materials.vocabulary import Reach, Review
from tests.conftest import Cast
from tests.materials.review.conftest import Browse, again


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Ny titel"),
        ("summary", "Ny"),
        ("tags", ["ny"]),
        ("grades", [9]),
        ("material_type", "lesson"),
        ("language", "en"),
        ("time_required", 45),
        ("body", []),
    ],
)
def test_a_later_text_is_not_what_readers_see(cast: Cast, public: Material, field: str, value: object) -> None:
    before = getattr(public, field)
    drafts.save_text(public, by=cast.owner, base=None, **{field: value})
    sharing.change_text(again(public), by=cast.owner, **{field: value})
    assert getattr(again(public), field) == before
    sharing.share(again(public), reach=Reach.PUBLIC, by=cast.owner)
    assert (getattr(again(public), field), again(public).live) == (before, True)
    review.approve(again(public), by=cast.editor)
    assert getattr(again(public), field) == value or field == "body"


def test_the_page_says_with_the_editors_only_while_they_have_it(
    cast: Cast, submitted: Material, browse: Browse
) -> None:
    client, said = browse(cast.owner), ("<summary>With the editors", "<summary>What the editors have said")
    pages = [client.get(f"/materials/{submitted.pk}/").content.decode()]
    review.send_back(submitted, by=cast.editor, reason="Husk kilden.")
    pages.append(client.get(f"/materials/{submitted.pk}/").content.decode())
    assert [[words in page for words in said] for page in pages] == [[True, False], [False, True]]
    assert "The editors are asked before it reaches" in pages[0]


def test_later_subjects_wait_as_well(cast: Cast, public: Material) -> None:
    subject = Subject.objects.get(slug="dansk")
    sharing.change_text(public, by=cast.owner, subjects=[subject])
    assert list(again(public).subjects.all()) == []
    sharing.share(again(public), reach=Reach.PUBLIC, by=cast.owner)
    review.approve(again(public), by=cast.editor)
    assert list(again(public).subjects.all()) == [subject]


def test_a_kept_guess_waits_as_well(cast: Cast, public: Material) -> None:
    suggesting.Suggestion.objects.create(material=public, guesses={"material_type": "lesson"})
    suggesting.keep(public, ["material_type"], by=cast.owner)
    assert again(public).material_type == ""


def test_files_that_come_later_are_nobodys_but_the_teams_until_they_are_approved(
    cast: Cast, public: Material, tmp_path: Path, browse: Browse
) -> None:
    path = tmp_path / "ark.txt"
    path.write_text("Hej")
    (later,) = files.add_files(public, [files.StagedFile(path, "ark.txt")], by=cast.owner)
    stranger, address = browse(cast.stranger), f"/files/{later.pk}/ark.txt"
    assert (stranger.get(address).status_code, Client().get(address).status_code) == (404, 404)
    assert browse(cast.teammate).get(address).status_code == 200
    sharing.share(again(public), reach=Reach.PUBLIC, by=cast.owner)
    assert (stranger.get(address).status_code, browse(cast.editor).get(address).status_code) == (404, 200)
    review.approve(again(public), by=cast.editor)
    assert stranger.get(address).status_code == 200


def test_a_file_that_is_taken_out_stays_until_that_is_approved(cast: Cast, public: Material, tmp_path: Path) -> None:
    path = tmp_path / "ark.txt"
    path.write_text("Hej")
    (attachment,) = files.add_files(public, [files.StagedFile(path, "ark.txt")], by=cast.owner)
    sharing.share(again(public), reach=Reach.PUBLIC, by=cast.owner)
    review.approve(again(public), by=cast.editor)
    files.replace_file(Attachment.objects.get(), files.StagedFile(path, "nyt.txt"), by=cast.owner)
    files.remove_file(Attachment.objects.latest("pk"), by=cast.owner)
    assert again(public).shown == [attachment.pk]
    assert Client().get(f"/files/{attachment.pk}/ark.txt").status_code == 200


def test_other_rights_wait_while_the_approved_ones_stand(cast: Cast, public: Material, browse: Browse) -> None:
    assert sharing.set_rights(public, by=cast.owner, rights="own_work", license="CC0-1.0")
    page = f"/materials/{public.pk}/"
    assert (again(public).license, again(public).reach) == ("CC-BY-4.0", Reach.PUBLIC)
    assert "CC0" not in browse(cast.stranger).get(page).content.decode()
    assert "CC0 1.0" in browse(cast.teammate).get(page).content.decode()
    assert sharing.share(public, reach=Reach.PUBLIC, by=cast.owner) == sharing.Outcome.SUBMITTED
    assert "CC0 1.0" in browse(cast.editor).get(f"/review/{public.pk}/").content.decode()
    review.approve(again(public), by=cast.editor)
    assert again(public).license == "CC0-1.0"
    assert sharing.share(again(public), reach=Reach.PUBLIC, by=cast.owner) == sharing.Outcome.SHARED


def test_rights_that_are_said_during_a_review_are_not_part_of_what_was_submitted(
    cast: Cast, submitted: Material
) -> None:
    assert sharing.set_rights(submitted, by=cast.owner, rights="own_work", license="CC0-1.0")
    review.approve(again(submitted), by=cast.editor)
    assert (again(submitted).license, again(submitted).reach) == ("CC-BY-4.0", Reach.MUNICIPALITY)
    sharing.share(again(submitted), reach=Reach.MUNICIPALITY, by=cast.owner)
    review.approve(again(submitted), by=cast.editor)
    assert again(submitted).license == "CC0-1.0"


@pytest.mark.parametrize("how", ["withdraw", "send_back", "narrow"])
def test_waiting_rights_of_what_stays_in_the_school_need_no_editor(cast: Cast, submitted: Material, how: str) -> None:
    sharing.set_rights(submitted, by=cast.owner, rights="own_work", license="CC0-1.0")
    if how == "withdraw":
        review.withdraw(again(submitted), by=cast.owner)
    elif how == "send_back":
        review.send_back(again(submitted), by=cast.editor, reason="x")
    else:
        sharing.narrow(again(submitted), reach=Reach.TEAM, by=cast.owner)
    assert again(submitted).license == "CC0-1.0"


def test_rights_that_get_worse_narrow_at_once_and_end_the_review(cast: Cast, public: Material) -> None:
    drafts.save_text(public, by=cast.owner, base=None, title="Ny")
    sharing.share(again(public), reach=Reach.PUBLIC, by=cast.owner)
    assert not sharing.set_rights(again(public), by=cast.owner, rights="unsure")
    now = again(public)
    assert (now.rights, now.reach, now.review, now.title) == ("unsure", Reach.SCHOOL, Review.NONE, "Godkendt")
    assert Client().get(f"/materials/{public.pk}/").status_code == 404


def test_narrowing_takes_effect_at_once_and_publishes_nothing_new(cast: Cast, public: Material, browse: Browse) -> None:
    drafts.save_text(public, by=cast.owner, base=None, title="Nyskrevet")
    sharing.narrow(again(public), reach=Reach.MUNICIPALITY, by=cast.owner)
    assert Client().get(f"/materials/{public.pk}/").status_code == 404
    page = browse(cast.stranger).get(f"/materials/{public.pk}/").content.decode()
    assert "Godkendt" in page and "Nyskrevet" not in page


def test_a_claim_that_may_not_be_stored_is_refused_and_nothing_waits(cast: Cast, public: Material) -> None:
    with pytest.raises(ValidationError):
        sharing.set_rights(public, by=cast.owner, rights="copydan")
    assert again(public).rights == "own_work"
