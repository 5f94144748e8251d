"""Sharing, rights, moving, history and files from the pages."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from materials import review
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services import drafts, files, sharing
from materials.vocabulary import Reach, Review
from tests import factories
from tests.conftest import Cast
from tests.materials.pages.conftest import Browse


def now(material: Material) -> Material:
    return Material.objects.get(pk=material.pk)


def choosing(material: Material, reach: Reach) -> dict[str, int]:
    """What the form says, of the text that is there now."""
    return {"reach": reach.value, "base": now(material).latest_revision_id or 0}


@pytest.fixture
def draft(cast: Cast) -> Material:
    return factories.material(cast.team, cast.owner, title="Kladde")


def test_sharing_with_the_school_is_one_choice_and_at_once(cast: Cast, browse: Browse, draft: Material) -> None:
    answer = browse(cast.owner).post(f"/materials/{draft.pk}/share/", choosing(draft, Reach.SCHOOL), follow=True)
    assert "It is shared." in answer.content.decode()
    assert browse(cast.schoolmate).get(f"/materials/{draft.pk}/").status_code == 200
    assert browse(cast.stranger).get(f"/materials/{draft.pk}/").status_code == 404


def test_wide_reach_waits_and_can_be_taken_back(cast: Cast, browse: Browse, draft: Material) -> None:
    client = browse(cast.owner)
    answer = client.post(f"/materials/{draft.pk}/share/", choosing(draft, Reach.PUBLIC), follow=True)
    assert "The editors are asked." in answer.content.decode()
    assert now(draft).review == Review.IN_REVIEW
    assert browse(cast.visitor).get(f"/materials/{draft.pk}/").status_code == 404
    assert browse(cast.editor).get(f"/materials/{draft.pk}/").status_code == 200
    client.post(f"/materials/{draft.pk}/withdraw/")
    assert now(draft).review == Review.NONE
    assert browse(cast.editor).get(f"/materials/{draft.pk}/").status_code == 404


def test_narrowing_takes_effect_on_the_next_request(cast: Cast, browse: Browse, shared: Material) -> None:
    browse(cast.owner).post(f"/materials/{shared.pk}/share/", choosing(shared, Reach.TEAM))
    assert browse(cast.schoolmate).get(f"/materials/{shared.pk}/").status_code == 404
    assert browse(cast.teammate).get(f"/materials/{shared.pk}/").status_code == 200


@pytest.mark.parametrize("reach", [Reach.SCHOOL, Reach.MUNICIPALITY])
def test_a_text_that_came_since_the_page_was_opened_is_not_shared_unread(
    cast: Cast, browse: Browse, draft: Material, reach: Reach
) -> None:
    client, address = browse(cast.lead), f"/materials/{draft.pk}/share/"
    assert f'name="base" value="{draft.latest_revision_id}"' in client.get(address).content.decode()
    seen = choosing(draft, reach)
    drafts.save_text(draft, by=cast.teammate, base=None, title="Halvfærdig")
    answer = client.post(address, seen)
    page = answer.content.decode()
    assert "Somebody has changed the text since you opened this page." in page and "Read the text as it is now" in page
    assert f'href="/materials/{draft.pk}/"' in page and f'value="{reach.value}" checked' in page
    assert not now(draft).live and not now(draft).review
    client.post(address, {"reach": reach.value, "base": answer.context["base"]})
    assert now(draft).title == "Halvfærdig" and (now(draft).live or now(draft).review == Review.IN_REVIEW)


def test_what_is_refused_for_another_reason_still_asks_about_the_text_that_was_seen(
    cast: Cast, browse: Browse, draft: Material
) -> None:
    client, address = browse(cast.lead), f"/materials/{draft.pk}/share/"
    seen = choosing(draft, Reach.SCHOOL)
    drafts.save_text(draft, by=cast.teammate, base=None, title="Halvfærdig")
    base = client.post(address, {**seen, "reach": ""}).context["base"]
    client.post(address, {**seen, "base": base})
    assert not now(draft).live


def test_narrowing_does_not_wait_for_a_text_to_be_read_and_does_not_share_it(cast: Cast, browse: Browse) -> None:
    wide = factories.material(cast.team, cast.owner, title="Delt", reach=Reach.MUNICIPALITY)
    drafts.save_text(wide, by=cast.owner, base=None, title="Klar")
    seen = choosing(wide, Reach.SCHOOL)
    drafts.save_text(wide, by=cast.teammate, base=None, title="Halvfærdig")
    page = browse(cast.lead).post(f"/materials/{wide.pk}/share/", seen, follow=True).content.decode()
    assert "Fewer people can see it now. Somebody has changed the text" in page
    assert (now(wide).reach, now(wide).title) == (Reach.SCHOOL, "Delt")


def test_what_may_not_be_chosen_stays_visible_with_its_reason(cast: Cast, browse: Browse) -> None:
    material = factories.material(cast.team, cast.owner, rights="copydan", work="Kontext", work_pages="1-3")
    client = browse(cast.owner)
    page = client.get(f"/materials/{material.pk}/share/").content.decode()
    assert "Extracts under the Copydan agreement stay in the school." in page
    assert "All teachers in Havlunde Kommune can see this." in page
    forced = client.post(f"/materials/{material.pk}/share/", choosing(material, Reach.PUBLIC))
    assert forced.status_code == 200 and "stay in the school" in forced.content.decode()
    assert now(material).review == Review.NONE and not now(material).live


@pytest.mark.parametrize("reach", ["", "0", "5", "school", "-1", "1; DROP"])
def test_no_other_reach_exists(cast: Cast, browse: Browse, draft: Material, reach: str) -> None:
    typed = {"reach": reach, "base": draft.latest_revision_id}
    assert browse(cast.owner).post(f"/materials/{draft.pk}/share/", typed).status_code == 200
    assert not now(draft).live


def test_worse_rights_narrow_the_reach_at_once(cast: Cast, browse: Browse) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    assert browse(cast.visitor).get(f"/materials/{material.pk}/").status_code == 200
    browse(cast.owner).post(f"/materials/{material.pk}/rights/", {"rights": "unsure", "license": ""})
    assert now(material).reach == Reach.SCHOOL
    assert browse(cast.visitor).get(f"/materials/{material.pk}/").status_code == 404


def test_an_extract_without_its_work_is_refused_at_the_field(cast: Cast, browse: Browse, draft: Material) -> None:
    page = browse(cast.owner).post(f"/materials/{draft.pk}/rights/", {"rights": "copydan"})
    assert page.context["form"].errors["work"] and now(draft).rights == "own_work"


def test_a_lead_moves_to_another_team_and_members_cannot(cast: Cast, browse: Browse, shared: Material) -> None:
    other = factories.team(cast.lead, cast.owner, of=[cast.school])
    foreign = factories.team(cast.stranger, of=[cast.other_school])
    address = f"/materials/{shared.pk}/move/"
    assert browse(cast.owner).post(address, {"team": other.pk}).status_code == 404
    browse(cast.lead).post(address, {"team": foreign.pk})
    assert now(shared).team == cast.team
    plan_page = browse(cast.lead).post(address, {"team": other.pk})["Location"]
    assert now(shared).team == cast.team
    browse(cast.lead).post(f"{plan_page}do/", {"version": 1})
    assert now(shared).team == other
    assert browse(cast.teammate).get(f"/materials/{shared.pk}/edit/").status_code == 404


def test_moving_says_who_sees_it_before_and_after_and_is_undone(cast: Cast, browse: Browse, shared: Material) -> None:
    sharing.set_rights(shared, by=cast.owner, rights="unsure")
    wide = factories.team(cast.lead, of=[cast.school, cast.other_school], name="Vejlederne")
    client, address = browse(cast.lead), f"/materials/{shared.pk}/move/"
    page = client.get(address).content.decode()
    assert cast.school.name in page and f'value="{cast.team.pk}"' not in page and f'value="{wide.pk}"' in page
    plan = client.post(address, {"team": wide.pk})["Location"]
    said = client.get(plan).content.decode()
    assert "1 is seen by fewer people there" in said
    assert f"{cast.team} · {cast.school}" in said and "Vejlederne · The team" in said
    client.post(f"{plan}do/", {"version": 1})
    assert (now(shared).team, now(shared).reach) == (wide, Reach.TEAM)
    client.post(f"{plan}undo/")
    assert (now(shared).team, now(shared).reach) == (cast.team, Reach.SCHOOL)


def test_history_shows_who_and_brings_an_older_text_back(cast: Cast, browse: Browse, shared: Material) -> None:
    first = shared.latest_revision_id
    drafts.save_text(shared, by=cast.teammate, base=first, title="Nyere")
    drafts.save_text(shared, by=cast.owner, base=first, title="For sent")
    client = browse(cast.owner)
    page = client.get(f"/materials/{shared.pk}/history/").content.decode()
    for said in [cast.owner.name, cast.teammate.name, "Kept beside a newer text", "The latest"]:
        assert said in page
    assert "Vi hopper." in client.get(f"/materials/{shared.pk}/history/{first}/").content.decode()
    client.post(f"/materials/{shared.pk}/history/{first}/restore/")
    assert now(shared).get_latest_revision_as_object().title == "Brøker på tallinjen"


def test_a_revision_of_another_material_is_not_there(cast: Cast, browse: Browse, shared: Material) -> None:
    foreign = factories.material(cast.stranger.personal_team, cast.stranger, title="Fremmed")
    address = f"/materials/{shared.pk}/history/{foreign.latest_revision_id}/"
    client = browse(cast.owner)
    assert client.get(address).status_code == client.post(f"{address}restore/").status_code == 404
    assert now(shared).get_latest_revision_as_object().title == "Brøker på tallinjen"


def test_files_are_added_replaced_and_taken_out(cast: Cast, browse: Browse, draft: Material) -> None:
    client = browse(cast.owner)
    address = f"/materials/{draft.pk}/"
    client.post(f"{address}files/", {"files": [upload("en.txt", "et"), upload("tom.txt", ""), upload("to.txt", "to")]})
    first, second = Attachment.objects.filter(material=draft)
    assert [first.name, second.name] == ["en.txt", "to.txt"]
    page = client.get(address).content.decode()
    assert "en.txt" in page and "to.txt" in page and f"{address}files.zip" in page
    client.post(f"/files/{first.pk}/replace/", {"files": [upload("nyere.txt", "nyt")]})
    client.post(f"/files/{second.pk}/remove/")
    client.get("/teams/")  # the messages name the files once more
    page = client.get(address).content.decode()
    assert "nyere.txt" in page and "en.txt" not in page and "to.txt" not in page
    assert Attachment.objects.get(name="nyere.txt").slot == first.slot
    history = client.get(f"{address}history/").content.decode()
    assert f"/files/{first.pk}/en.txt" in history and f"/files/{second.pk}/to.txt" in history
    for end in ["replace/", "remove/"]:
        assert browse(cast.schoolmate).post(f"/files/{first.pk}/{end}").status_code == 404


def upload(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_a_block_shows_its_file_to_whoever_sees_the_text(
    cast: Cast, browse: Browse, draft: Material, tmp_path: Path
) -> None:
    path = tmp_path / "ark.txt"
    path.write_text("Regn")
    attachment = files.add_files(draft, [files.StagedFile(path, "Arbejdsark.txt")], by=cast.owner)[0]
    body = [{"type": "attachment", "value": {"slot": str(attachment.slot), "note": "Print to sider"}, "id": "a"}]
    drafts.save_text(now(draft), by=cast.owner, base=None, body=body)
    page = browse(cast.owner).get(f"/materials/{draft.pk}/").content.decode()
    assert "Print to sider" in page and page.count(f'href="/files/{attachment.pk}/Arbejdsark.txt"') == 1
    elsewhere = factories.material(cast.stranger.personal_team, cast.stranger, body=body, shown=[attachment.pk])
    assert "Arbejdsark" not in browse(cast.stranger).get(f"/materials/{elsewhere.pk}/").content.decode()


def test_reviewers_see_what_was_submitted_and_not_what_came_later(cast: Cast, browse: Browse, draft: Material) -> None:
    review.submit(draft, reach=Reach.PUBLIC, by=cast.owner)
    drafts.save_text(now(draft), by=cast.owner, base=None, title="Senere hemmelighed")
    page = browse(cast.editor).get(f"/materials/{draft.pk}/").content.decode()
    assert "Kladde" in page and "Senere hemmelighed" not in page
