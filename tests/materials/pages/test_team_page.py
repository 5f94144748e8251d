"""A team's page says to each reader what that reader may see, in lists and in counts."""

import pytest
from django.test import Client

from materials.collections import curating, reviewing
from materials.models.material import Material
from materials.models.subject import Subject
from materials.services import closing, drafts, sharing
from materials.team_page import COLLECTIONS, drafts_of
from materials.vocabulary import Reach
from teams.models.team import Team
from teams.models.user import User
from teams.services import memberships
from tests import factories
from tests.conftest import Cast


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="teams.backends.LocalBackend")
    return client


def page(cast: Cast, person: User, query: str = "") -> str:
    return enter(person).get(f"/teams/{cast.team.slug}/{query}").content.decode()


def counts(cast: Cast, person: User, query: str = "") -> dict[str, int]:
    context = enter(person).get(f"/teams/{cast.team.slug}/{query}").context
    return {choice.label: choice.count for choice in [*context["by_subject"], *context["by_grade"]]}


@pytest.fixture
def shelved(cast: Cast) -> dict[str, Material]:
    """One for the team, one for the school, and a draft; all in mathematics, each of another grade."""
    subject = Subject.objects.get(slug="matematik")
    reaches = {"Holdets": Reach.TEAM, "Skolens": Reach.SCHOOL, "Kladden": None}
    made = {}
    for grade, (title, reach) in enumerate(reaches.items(), start=4):
        fields = {"title": title, "subjects": [subject], "grades": [grade]}
        made[title] = factories.material(cast.team, cast.owner, reach=reach, **fields)
    return made


def test_shelves_count_what_the_reader_sees_and_nothing_else(cast: Cast, shelved: dict[str, Material]) -> None:
    assert counts(cast, cast.teammate) == {"Matematik": 2, "4. klasse": 1, "5. klasse": 1}
    assert counts(cast, cast.schoolmate) == {"Matematik": 1, "5. klasse": 1}


def test_a_shelf_holds_its_subject_and_grade(cast: Cast, shelved: dict[str, Material]) -> None:
    chosen = page(cast, cast.teammate, "?subject=matematik&grade=4")
    shown = chosen.split('id="materials"')[1].split("<aside")[0]
    assert "Holdets" in shown and "Skolens" not in shown and "Kladden" not in shown
    hidden = page(cast, cast.schoolmate, "?grade=4")
    assert "Holdets" not in hidden and "Her står ikke noget" in hidden
    for nonsense in ("?grade=99", "?grade=x", "?subject=%00", "?drafts=2"):
        assert enter(cast.teammate).get(f"/teams/{cast.team.slug}/{nonsense}").status_code == 200


def test_drafts_are_the_teams_alone(cast: Cast, shelved: dict[str, Material]) -> None:
    for person, sees in ((cast.teammate, True), (cast.lead, True), (cast.schoolmate, False)):
        for query in ("", "?drafts=1"):
            assert ("Kladden" in page(cast, person, query)) == sees, (person, query)
    assert list(drafts_of(cast.team, cast.teammate)) == [shelved["Kladden"]]


def test_an_editors_counts_tell_nothing_of_text_after_what_was_submitted(cast: Cast) -> None:
    colleague = factories.person(cast.school, offices=cast.editor.offices)
    material = factories.material(cast.team, cast.owner, title="Indsendt", grades=[3])
    sharing.share(material, reach=Reach.PUBLIC, by=cast.owner)
    drafts.save_text(material, by=cast.owner, base=None, title="Senere", grades=[9])
    seen = page(cast, colleague)
    assert "Indsendt" in seen and "Senere" not in seen
    assert counts(cast, colleague) == {}


def test_what_happened_lately_names_people_to_the_team_alone(cast: Cast, shelved: dict[str, Material]) -> None:
    memberships.remove_member(cast.team, cast.teammate, by=cast.lead)
    mine, theirs = (page(cast, person).split('id="lately"')[1] for person in (cast.owner, cast.schoolmate))
    assert cast.teammate.name in mine and "Holdets" in mine
    assert cast.teammate.name not in theirs and "Holdets" not in theirs and "Skolens" in theirs


def test_an_empty_team_says_what_to_do_next(cast: Cast) -> None:
    assert "/materials/drop/" in page(cast, cast.teammate).split('id="materials"')[1]
    assert f"/teams/{cast.team.slug}/members/" in page(cast, cast.schoolmate).split('id="materials"')[1]


def test_a_lead_sees_that_somebody_asks(cast: Cast) -> None:
    enter(cast.schoolmate).post(f"/teams/{cast.team.slug}/ask/")
    assert "#requests" in page(cast, cast.lead)
    assert "#requests" not in page(cast, cast.teammate) + page(cast, cast.schoolmate)


@pytest.fixture
def closed(cast: Cast) -> Team:
    """Where the materials of the cast's team went; strangers know that team, and not this one."""
    other = factories.team(cast.lead, of=[cast.school], lead=cast.stranger, name="Holdet bagefter")
    factories.material(cast.team, cast.owner)
    enter(cast.lead).post(f"/teams/{cast.team.slug}/close/", {"team": other.slug})
    return other


def test_the_address_of_a_closed_team_says_where_it_went(cast: Cast, closed: Team) -> None:
    for person in (cast.owner, cast.schoolmate):
        seen = page(cast, person)
        assert f"/teams/{closed.slug}/" in seen and "/reopen/" not in seen
        assert enter(person).get(f"/teams/{cast.team.slug}/members/").status_code == 404
    for person in (cast.stranger, cast.ex_member, cast.editor):
        assert enter(person).get(f"/teams/{cast.team.slug}/").status_code == 404


def test_who_may_not_know_the_other_team_is_not_told_its_name(cast: Cast, closed: Team) -> None:
    closed.schools.set([cast.other_school])
    assert closed.name not in page(cast, cast.schoolmate)
    closed.schools.set([cast.school])
    assert closed.name in page(cast, cast.schoolmate)


def test_a_lead_opens_the_team_again_from_its_address(cast: Cast, closed: Team) -> None:
    address = f"/teams/{cast.team.slug}/reopen/"
    for person in (cast.owner, cast.schoolmate, cast.stranger, cast.editor):
        assert enter(person).post(address).status_code == 404
    assert address in page(cast, cast.lead)
    enter(cast.lead).post(address)
    assert Material.objects.get().team == cast.team


def test_the_closing_page_says_what_would_happen_and_does_nothing_by_looking(cast: Cast) -> None:
    wide = factories.team(cast.lead, of=[cast.school, cast.other_school], lead=cast.stranger)
    extract = {"rights": "copydan", "work": "Format 5", "work_pages": "s. 4", "title": "Uddraget"}
    factories.material(cast.team, cast.owner, **extract)
    address = f"/teams/{cast.team.slug}/close/"
    assert "Uddraget" in enter(cast.lead).get(address, {"team": wide.slug}).content.decode()
    assert "Uddraget" in enter(cast.lead).post(address, {"team": wide.slug}).content.decode()
    assert enter(cast.lead).post(address, {"team": "findes-ikke"}).status_code == 200
    assert Team.objects.get(pk=cast.team.pk).closed_at is None
    for person in (cast.teammate, cast.schoolmate, cast.stranger, cast.operator):
        assert enter(person).get(address).status_code == 404


def test_an_operator_closes_and_opens_at_the_desk(cast: Cast) -> None:
    other = factories.team(of=[cast.other_school], lead=cast.stranger)
    factories.material(cast.team, cast.owner)
    address = f"/admin/materials/close-team/{cast.team.pk}/"
    assert enter(cast.editor).post(address, {"team": other.pk}).status_code == 404
    enter(cast.operator).post(address, {"team": other.pk})
    assert Material.objects.get().team == other
    assert enter(cast.operator).get(f"/admin/teams/{cast.team.pk}/").status_code == 404
    enter(cast.operator).post(address, {"do": "open"})
    assert Material.objects.get().team == cast.team
    assert closing.of_team(cast.team).count() == 1


def test_a_second_click_at_the_desk_is_not_the_opposite(cast: Cast) -> None:
    address, operator = f"/admin/materials/close-team/{cast.team.pk}/", enter(cast.operator)
    for do, is_open in (("close", False), ("open", True)):
        shown = [operator.post(address, {"do": do}).status_code for _click in range(2)]
        assert shown == [302, 302]
        assert (Team.objects.get(pk=cast.team.pk).closed_at is None) == is_open


def test_a_second_click_on_closing_or_opening_leads_where_the_first_does(cast: Cast) -> None:
    lead, page = enter(cast.lead), f"/teams/{cast.team.slug}/"
    for do in ("close", "reopen"):
        places = [lead.post(f"{page}{do}/", {"team": ""}).headers.get("Location") for _click in range(2)]
        assert places == [page, page]
    closing.close_team(cast.team, to=None, by=cast.lead)
    assert enter(cast.teammate).post(f"{page}close/").status_code == 404


def test_collections_stand_on_it_for_those_who_may_see_them(cast: Cast) -> None:
    shared, own = (curating.create_collection(team=cast.team, title=t, by=cast.lead) for t in ("Kredsløb", "Vulkaner"))
    reviewing.share(shared, reach=Reach.SCHOOL, by=cast.lead)
    assert [title in page(cast, cast.teammate) for title in ("Kredsløb", "Vulkaner")] == [True, True]
    assert [title in page(cast, cast.schoolmate) for title in ("Kredsløb", "Vulkaner")] == [True, False]
    curating.trash(shared, by=cast.lead)
    assert 'id="collections"' not in page(cast, cast.schoolmate)
    assert own.get_absolute_url() in page(cast, cast.teammate)
    assert "Vulkaner" not in page(cast, cast.teammate, "?grade=5")


def test_where_there_are_none_the_page_says_what_to_do(cast: Cast) -> None:
    assert f'href="/collections/new/?team={cast.team.slug}"' in page(cast, cast.lead)
    assert "Bed en teamleder om at lave en" in page(cast, cast.teammate)
    assert 'id="collections"' not in page(cast, cast.schoolmate)
    form = enter(cast.lead).get(f"/collections/new/?team={cast.team.slug}").content.decode()
    assert f'value="{cast.team.pk}" selected' in form


def test_of_many_collections_the_newest_stand_there_with_a_way_to_all(cast: Cast) -> None:
    for number in range(COLLECTIONS + 1):
        curating.create_collection(team=cast.team, title=f"Samling nr. {number}.", by=cast.lead)
    shown = page(cast, cast.teammate)
    assert "Samling nr. 0." not in shown and f"Samling nr. {COLLECTIONS}." in shown
    assert f'href="/collections/?team={cast.team.slug}"' in shown
