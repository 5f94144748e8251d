"""A material's page: who may open it, what it says about who sees it, and what a visitor is told."""

import pytest
from django.contrib.auth.models import AnonymousUser

from materials.models.material import Material
from materials.services import drafts, sharing
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.materials.pages.conftest import Browse
from tests.pages import without_tokens

MAY = ["owner", "teammate", "lead", "schoolmate"]
MAY_NOT = ["stranger", "ex_member", "editor", "operator", "visitor"]


def page_of(material: Material) -> str:
    return f"/materials/{material.pk}/"


@pytest.mark.parametrize("who", MAY)
def test_the_school_opens_what_is_shared_with_it(cast: Cast, browse: Browse, shared: Material, who: str) -> None:
    response = browse(getattr(cast, who)).get(page_of(shared))
    assert response.status_code == 200
    for said in ["Brøker på tallinjen", "Vi hopper.", "<b>langt</b>", "Tegn", "Husk kridt.", "brøk"]:
        assert said in response.content.decode()


@pytest.mark.parametrize("who", MAY_NOT)
def test_others_get_what_a_missing_material_gets(cast: Cast, browse: Browse, shared: Material, who: str) -> None:
    client = browse(getattr(cast, who))
    hidden, missing = client.get(page_of(shared)), client.get("/materials/987654321/")
    assert hidden.status_code == missing.status_code == 404
    plain = hidden.content.decode().replace(page_of(shared), "/materials/987654321/")
    assert without_tokens(plain) == without_tokens(missing.content.decode())


def test_a_colleague_reads_the_shared_text_and_the_team_its_latest(
    cast: Cast, browse: Browse, shared: Material
) -> None:
    drafts.save_text(shared, by=cast.owner, base=shared.latest_revision_id, title="Hemmelig ny titel")
    assert "Hemmelig ny titel" in browse(cast.teammate).get(page_of(shared)).content.decode()
    assert "Hemmelig ny titel" not in browse(cast.schoolmate).get(page_of(shared)).content.decode()


@pytest.mark.parametrize(
    ("reach", "sentence"),
    [
        (Reach.TEAM, "Only the team"),
        (Reach.SCHOOL, "Everyone who works at Havlunde Skole can see this."),
        (Reach.MUNICIPALITY, "All teachers in Havlunde Kommune can see this. Pupils and parents cannot."),
        (Reach.PUBLIC, "Everyone can see this, also pupils, parents and others without signing in."),
    ],
)
def test_the_page_says_in_words_who_can_see_it(cast: Cast, browse: Browse, reach: Reach, sentence: str) -> None:
    material = factories.material(cast.team, cast.owner, reach=reach)
    assert sentence in browse(cast.owner).get(page_of(material)).content.decode()


def test_a_draft_of_ones_own_says_only_you(cast: Cast, browse: Browse) -> None:
    material = factories.material(cast.owner.personal_team, cast.owner)
    assert "This is a draft. Only you can see it." in browse(cast.owner).get(page_of(material)).content.decode()
    assert browse(cast.teammate).get(page_of(material)).status_code == 404


def test_only_the_team_is_offered_to_change_it(cast: Cast, browse: Browse, shared: Material) -> None:
    assert f"{page_of(shared)}edit/" in browse(cast.teammate).get(page_of(shared)).content.decode()
    reader = browse(cast.schoolmate).get(page_of(shared)).content.decode()
    for change in ["edit/", "share/", "trash/", "move/", "history/"]:
        assert f"{page_of(shared)}{change}" not in reader


@pytest.mark.parametrize("agreed", [True, False])
def test_a_visitor_reads_a_teachers_name_only_when_the_teacher_agreed(cast: Cast, browse: Browse, agreed: bool) -> None:
    User.objects.filter(pk=cast.owner.pk).update(name="Birgitte Canary", show_name=agreed)
    team = cast.owner.personal_team
    type(team).objects.filter(pk=team.pk).update(name="Birgitte Canary")
    for owner in [team, cast.team]:
        material = factories.material(owner, User.objects.get(pk=cast.owner.pk), reach=Reach.PUBLIC)
        for address in [page_of(material), "/materials/"]:
            said = browse(AnonymousUser()).get(address).content.decode()
            assert material.title in said
            assert agreed or "Birgitte Canary" not in said
    assert agreed == ("Birgitte Canary" in browse(AnonymousUser()).get(page_of(material)).content.decode())


def test_the_page_says_on_what_ground_it_may_be_used(cast: Cast, browse: Browse, shared: Material) -> None:
    assert "CC BY 4.0" in browse(cast.schoolmate).get(page_of(shared)).content.decode()
    sharing.set_rights(shared, by=cast.owner, rights="copydan", work="Kontext 5", work_pages="12-14")
    said = browse(cast.schoolmate).get(page_of(shared)).content.decode()
    assert "Kontext 5" in said and "12-14" in said


@pytest.mark.parametrize("way", ["get", "head"])
def test_reading_changes_nothing(cast: Cast, browse: Browse, shared: Material, way: str) -> None:
    client = browse(cast.owner)
    before = Material.objects.values().get(pk=shared.pk)
    for end in ["", "edit/", "share/", "rights/", "move/", "history/", "trash/", "restore/", "withdraw/"]:
        getattr(client, way)(f"{page_of(shared)}{end}")
    assert Material.objects.values().get(pk=shared.pk) == before


def test_grades_and_time_are_told_apart(cast: Cast, browse: Browse) -> None:
    facts = {"grades": [4, 5], "time_required": 45}
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, **facts)
    assert "grades 4–5 · 45 min" in browse(cast.schoolmate).get(page_of(material)).content.decode()
