"""Home, team, school and trash: each lists what this person may see, and costs the same however much there is."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from materials import review
from materials.collections import curating
from materials.models.material import Material
from materials.models.subject import Subject
from materials.services import sharing, trash
from materials.services.drafts import save_text
from materials.vocabulary import Reach, Review
from tests import factories
from tests.conftest import Cast
from tests.materials.pages.conftest import Browse


def titles(page: Any) -> set[str]:
    text = page.content.decode()
    return {title for title in ("Min kladde", "Delt i teamet", "Delt med skolen", "Delt med alle") if title in text}


@pytest.fixture
def shelf(cast: Cast) -> list[Material]:
    return [
        factories.material(cast.team, cast.owner, title="Min kladde"),
        factories.material(cast.team, cast.teammate, title="Delt i teamet", reach=Reach.TEAM),
        factories.material(cast.team, cast.teammate, title="Delt med skolen", reach=Reach.SCHOOL),
        factories.material(cast.team, cast.teammate, title="Delt med alle", reach=Reach.PUBLIC),
    ]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("owner", {"Min kladde", "Delt i teamet", "Delt med skolen", "Delt med alle"}),
        ("schoolmate", {"Delt med skolen", "Delt med alle"}),
    ],
)
def test_team_and_school_pages_list_what_each_may_see(
    cast: Cast, browse: Browse, shelf: list[Material], who: str, seen: set[str]
) -> None:
    client = browse(getattr(cast, who))
    assert titles(client.get(f"/teams/{cast.team.slug}/")) == seen
    assert titles(client.get(f"/schools/{cast.school.number}/")) == seen


@pytest.mark.parametrize("who", ["stranger", "ex_member", "editor", "operator"])
def test_others_find_neither_team_nor_school(cast: Cast, browse: Browse, shelf: list[Material], who: str) -> None:
    client = browse(getattr(cast, who))
    assert client.get(f"/teams/{cast.team.slug}/").status_code == 404
    assert client.get(f"/schools/{cast.school.number}/").status_code == 404
    assert cast.team.name not in client.get("/teams/").content.decode()


def test_visitors_are_asked_to_sign_in_whether_it_exists_or_not(cast: Cast, browse: Browse) -> None:
    client = browse(cast.visitor)
    for there, missing in [(cast.team.slug, "no-such-team")]:
        answers = [client.get(f"/teams/{slug}/") for slug in (there, missing)]
        assert [answer.status_code for answer in answers] == [302, 302]
    assert client.get("/trash/").status_code == client.get(f"/schools/{cast.school.number}/").status_code == 302


def test_home_shows_my_drafts_and_what_is_new_in_my_teams(cast: Cast, browse: Browse, shelf: list[Material]) -> None:
    page = browse(cast.owner).get("/")
    assert [material.title for material in page.context["unfinished"]] == ["Min kladde"]
    assert {material.title for material in page.context["newest"]} == {
        "Delt i teamet",
        "Delt med skolen",
        "Delt med alle",
    }
    assert titles(browse(cast.schoolmate).get("/")) == set()


def test_home_says_what_was_sent_back_and_why(cast: Cast, browse: Browse, shelf: list[Material]) -> None:
    review.submit(shelf[2], reach=Reach.PUBLIC, by=cast.teammate)
    review.send_back(Material.objects.get(pk=shelf[2].pk), by=cast.editor, reason="Kilden mangler.")
    assert Material.objects.get(pk=shelf[2].pk).review == Review.SENT_BACK
    assert "Kilden mangler." in browse(cast.owner).get("/").content.decode()
    assert "Kilden mangler." in browse(cast.owner).get(f"/materials/{shelf[2].pk}/").content.decode()
    for page in ["/", f"/materials/{shelf[2].pk}/"]:
        assert "Kilden mangler." not in browse(cast.schoolmate).get(page).content.decode()


def test_the_trash_is_the_teams_with_days_and_a_way_back(cast: Cast, browse: Browse, shelf: list[Material]) -> None:
    client = browse(cast.owner)
    answer = client.post(f"/materials/{shelf[2].pk}/trash/")
    page = client.get(answer["Location"])
    assert titles(page) == {"Delt med skolen"} and "30 days left" in page.content.decode()
    assert page.content.decode().count("is in the trash.") == 1
    assert f"/materials/{shelf[2].pk}/restore/" in page.content.decode()
    assert browse(cast.schoolmate).get(f"/materials/{shelf[2].pk}/").status_code == 404
    assert titles(browse(cast.schoolmate).get("/trash/")) == set()
    assert browse(cast.stranger).post(f"/materials/{shelf[2].pk}/restore/").status_code == 404
    assert (
        "It is back." in browse(cast.teammate).post(f"/materials/{shelf[2].pk}/restore/", follow=True).content.decode()
    )
    assert browse(cast.schoolmate).get(f"/materials/{shelf[2].pk}/").status_code == 200


def test_trash_and_back_twice_is_once_for_the_team_and_nothing_for_others(cast: Cast, browse: Browse) -> None:
    address = f"/materials/{factories.material(cast.team, cast.owner, reach=Reach.SCHOOL).pk}"
    for act, said in (("trash", "It is in the trash already."), ("restore", "It is out of the trash already.")):
        browse(cast.teammate).post(f"{address}/{act}/")
        shown = browse(cast.owner).post(f"{address}/{act}/", follow=True)
        assert shown.status_code == 200 and said in shown.content.decode()
        for who in (cast.schoolmate, cast.stranger, cast.editor):
            assert browse(who).post(f"{address}/{act}/").status_code == 404
    assert browse(cast.schoolmate).get(f"{address}/").status_code == 200


def test_the_trash_has_the_collections_of_those_who_lead_and_nobody_elses(cast: Cast, browse: Browse) -> None:
    made = curating.create_collection(team=cast.team, title="Brøkernes bog", by=cast.lead)
    curating.trash(made, by=cast.lead)
    for person in (cast.owner, cast.schoolmate, cast.stranger):
        assert "Brøkernes bog" not in browse(person).get("/trash/").content.decode()
    page = browse(cast.lead).get("/trash/").content.decode()
    assert f"/collections/{made.pk}/restore/" in page and "30 days left" in page and "is empty" not in page


def test_what_is_with_the_editors_is_found_from_home_and_told_to_its_team_alone(
    cast: Cast, browse: Browse, shelf: list[Material]
) -> None:
    asked, client = shelf[2], browse(cast.owner)
    sharing.share(asked, reach=Reach.PUBLIC, by=cast.owner)
    assert "/materials/with-editors/" in client.get("/").content.decode()
    assert titles(client.get("/materials/with-editors/")) == {asked.title}
    team = f"/teams/{cast.team.slug}/"
    chip = '<span class="chip chip--on">With the editors</span>'
    assert client.get(team).content.decode().count(chip) == 1
    for other in (cast.schoolmate, cast.stranger, cast.editor):
        assert titles(browse(other).get("/materials/with-editors/")) == set()
    assert asked.title in (page := browse(cast.schoolmate).get(team).content.decode()) and chip not in page


def test_pages_hold_24_and_follow_one_order(cast: Cast, browse: Browse) -> None:
    for number in range(30):
        factories.material(cast.team, cast.owner, title=f"Nummer {number}", reach=Reach.SCHOOL)
    client = browse(cast.schoolmate)
    first, second = (client.get(f"/teams/{cast.team.slug}/?page={page}").context["page"] for page in (1, 2))
    listed = [material.pk for material in [*first, *second]]
    assert len(first.object_list) == 24 and len(set(listed)) == 30
    assert client.get(f"/teams/{cast.team.slug}/?page=999999999999").status_code == 200


def grow(cast: Cast, number: int) -> list[Material]:
    subjects = list(Subject.objects.all()[:3])
    made = []
    for _ in range(number):
        team = factories.team(cast.owner, cast.teammate, of=[cast.school])
        draft = factories.material(team, cast.owner)
        gone = factories.material(team, cast.owner)
        trash.trash(gone, by=cast.owner)
        made.append(factories.material(team, cast.teammate, reach=Reach.SCHOOL))
        for material in (draft, made[-1]):
            save_text(material, by=cast.owner, base=None, subjects=subjects)
    return made


def test_every_page_costs_the_same_when_there_is_ten_times_as_much(cast: Cast, browse: Browse) -> None:
    material = grow(cast, 1)[0]
    client = browse(cast.owner)
    addresses = ["/", "/teams/", f"/teams/{material.team.slug}/", f"/schools/{cast.school.number}/", "/trash/"]
    addresses += [f"/materials/{material.pk}/{end}" for end in ("", "edit/", "share/", "history/")]
    before = {address: queries(client, address) for address in addresses}
    grow(cast, 9)
    for number in range(9):
        factories.material(material.team, cast.teammate, reach=Reach.SCHOOL)
        save_text(material, by=cast.owner, base=None, title=f"Titel {number}")
    assert {address: queries(client, address) for address in addresses} == before


def queries(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
