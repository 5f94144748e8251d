"""Files that have come become materials once, for who they should, and nothing is lost on the way."""

import hashlib
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.models.upload import Upload
from materials.services.dropping import usual_reach
from materials.suggestions.titles import title_from
from materials.uploads import store
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast
from tests.materials.uploads.conftest import SignIn, Tus


def form_file(name: str, data: bytes = b"Hej fra filen") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def names_shown(material: Material) -> list[str]:
    return [attachment.name for attachment in Attachment.objects.shown_by(material.shown)]


def test_the_page_states_the_limit_before_anything_is_sent(owner: Tus) -> None:
    page = owner.browser.get("/materials/drop/").content.decode()
    assert "Up to 250 MB a file." in page
    assert f'data-most-bytes="{250 * 1024 * 1024}"' in page


def test_the_owner_shares_what_came_over_tus_with_the_school(cast: Cast, owner: Tus, tus: SignIn) -> None:
    upload = owner.whole(b"tal og tegn", "tallinje.txt")
    response = owner.drop(upload, team=cast.team.pk, reach=Reach.SCHOOL.value)
    material = Material.objects.get()
    assert response["Location"] == f"/materials/{material.pk}/"
    assert (material.live, material.reach, material.title) == (True, Reach.SCHOOL, "tallinje")
    assert Attachment.objects.get().sha256 == hashlib.sha256(b"tal og tegn").hexdigest()
    assert tus(cast.schoolmate).browser.get(response["Location"]).status_code == 200
    assert tus(cast.stranger).browser.get(response["Location"]).status_code == 404
    assert (Upload.objects.count(), upload.path.exists()) == (0, False)


@pytest.mark.parametrize("who", ["teammate", "stranger", "operator"])
def test_another_may_not_use_an_upload(cast: Cast, owner: Tus, tus: SignIn, who: str) -> None:
    upload = owner.whole(b"mine")
    tus(getattr(cast, who)).drop(upload)
    assert (Material.objects.count(), Upload.objects.get(), upload.path.read_bytes()) == (0, upload, b"mine")


def test_half_a_file_becomes_nothing(owner: Tus) -> None:
    upload = owner.begun(10)
    owner.patch(upload, b"halv", offset=0)
    owner.drop(upload)
    assert (Material.objects.count(), upload.path.read_bytes()) == (0, b"halv")


def test_the_same_question_ten_times_makes_one_material(owner: Tus) -> None:
    upload = owner.whole(b"en gang")
    answers = [owner.drop(upload).status_code for _ in range(10)]
    assert (answers, Material.objects.count(), Attachment.objects.count()) == ([302] * 10, 1, 1)


def test_a_question_that_is_just_being_answered_is_not_answered_twice(cast: Cast, owner: Tus) -> None:
    upload = owner.whole(b"to faner")
    with store.finished(str(upload.pk), owner=cast.owner):
        assert owner.drop(upload).status_code == 302
        assert owner.patch(upload, b"x", offset=8).status_code in {409, 413}
    assert (Material.objects.count(), Upload.objects.count()) == (0, 1)


def test_a_bad_choice_asks_back_and_loses_no_file(cast: Cast, owner: Tus) -> None:
    upload = owner.whole(b"over tus", "tus.txt")
    files = [form_file("formular.txt")]
    response = owner.drop(upload, files=files, team=cast.team.pk, reach="99")
    kept = list(Upload.objects.order_by("name"))
    assert (response.status_code, [k.name for k in kept]) == (200, ["formular.txt", "tus.txt"])
    assert all(f'name="upload" value="{k.pk}"' in response.content.decode() for k in kept)
    owner.drop(*kept, team=cast.team.pk)
    assert names_shown(Material.objects.get().get_latest_revision_as_object()) == ["formular.txt", "tus.txt"]


def test_a_team_of_several_schools_is_told_why_before_anything_is_made(cast: Cast, owner: Tus) -> None:
    network = factories.team(cast.owner, of=[cast.school, cast.other_school])
    uploads = [owner.whole(b"fil %d" % number, f"{number}.txt") for number in range(6)]
    response = owner.drop(*uploads, team=network.pk, reach=Reach.SCHOOL.value)
    assert "Requires that you made it yourselves" in response.content.decode()
    assert (Material.objects.count(), Upload.objects.count()) == (0, 6)
    assert usual_reach(network) == Reach.TEAM


def test_one_broken_file_says_why_and_the_others_go_on(cast: Cast, owner: Tus) -> None:
    files = [form_file("god.txt"), form_file("tom.docx", b""), form_file("også god.txt", b"mere")]
    response = owner.browser.post("/materials/drop/", {"files": files, "team": cast.team.pk, "reach": "2"}, follow=True)
    assert "tom.docx: The file is empty." in response.content.decode()
    material = Material.objects.get().get_latest_revision_as_object()
    assert names_shown(material) == ["god.txt", "også god.txt"]


@pytest.mark.parametrize("reach", ["", "2", "99"])
def test_nothing_but_a_broken_file_says_why(cast: Cast, owner: Tus, reach: str) -> None:
    response = owner.browser.post("/materials/drop/", {"files": [form_file("tom.docx", b"")], "reach": reach})
    assert "tom.docx: The file is empty." in response.content.decode()
    assert Material.objects.count() == 0


@pytest.mark.parametrize(
    ("count", "wish", "made"), [(5, "", 1), (6, "", 6), (6, "one", 1), (2, "many", 2), (1, "many", 1)]
)
def test_up_to_five_files_are_one_material_unless_said_otherwise(
    cast: Cast, owner: Tus, count: int, wish: str, made: int
) -> None:
    files = [form_file(f"fil {number}.txt", b"%d" % number) for number in range(count)]
    owner.browser.post("/materials/drop/", {"files": files, "team": cast.team.pk, "together": wish})
    assert (Material.objects.count(), Attachment.objects.count()) == (made, count)


def test_only_the_file_is_needed_and_then_it_is_a_draft(owner: Tus, cast: Cast) -> None:
    response = owner.browser.post("/materials/drop/", {"files": [form_file("ark.txt")]})
    material = Material.objects.get()
    assert (response.status_code, material.live, material.team) == (302, False, cast.owner.personal_team)


def test_nobody_drops_into_a_team_of_others(cast: Cast, tus: SignIn) -> None:
    stranger = tus(cast.stranger)
    response = stranger.browser.post("/materials/drop/", {"files": [form_file("ark.txt")], "team": cast.team.pk})
    assert (response.status_code, Material.objects.count()) == (200, 0)
    assert cast.team.name not in response.content.decode()


def test_the_same_bytes_again_are_told_to_who_may_see_the_other_one(cast: Cast, owner: Tus, tus: SignIn) -> None:
    owner.drop(owner.whole(b"samme", "ark.txt"), team=cast.team.pk, reach=Reach.SCHOOL.value)
    first = Material.objects.get()
    for who, told in ((cast.schoolmate, True), (cast.stranger, False)):
        client = tus(who)
        client.drop(client.whole(b"samme", "kopi.txt"))
        page = client.browser.get("/").content.decode()
        assert (f'<a href="/materials/{first.pk}/">' in page) is told
        assert ("this file is already here" in page) is told


def test_bytes_that_no_row_names_are_swept_after_a_day(owner: Tus, tmp_path: Path) -> None:
    upload = owner.whole(b"x")
    old, new = upload.path.with_name("form-gammel"), upload.path.with_name("form-ny")
    for path in (old, new):
        path.write_bytes(b"x")
    for path in (old, upload.path):
        aged(path, days_ago=2)
    store.expire()
    assert (old.exists(), new.exists(), upload.path.exists()) == (False, True, True)


def test_a_folder_that_a_killed_process_left_goes_too_and_no_link_is_followed(owner: Tus, tmp_path: Path) -> None:
    home, elsewhere = owner.whole(b"x").path.parent, tmp_path / "kept.txt"
    elsewhere.write_bytes(b"x")
    left, link = home / "tmpab12cd34", home / "link"
    left.mkdir()
    (left / "thumbnail.webp").write_bytes(b"x")
    (left / "inner").symlink_to(tmp_path)
    link.symlink_to(tmp_path / "nowhere")
    aged(left, days_ago=2)
    os.utime(link, (0, 0), follow_symlinks=False)
    store.expire()
    assert (left.exists(), link.is_symlink(), elsewhere.exists()) == (False, False, True)


def aged(path: Path, *, days_ago: int) -> None:
    when = path.stat().st_mtime - days_ago * 86_400
    os.utime(path, (when, when))


def test_titles_are_read_off_file_names() -> None:
    assert title_from("Brøker_på-tallinjen.docx") == "Brøker på tallinjen"


def test_the_reach_is_said_as_it_is_for_who_has_no_team(cast: Cast, owner: Tus, tus: SignIn) -> None:
    alone = tus(cast.stranger).browser.get("/materials/drop/").content.decode()
    assert ">only me</option>" in alone
    assert "the team" not in alone
    assert ">the team; in my own team only me</option>" in owner.browser.get("/materials/drop/").content.decode()
