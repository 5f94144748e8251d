"""The pages of a change: choose, preview, do, undo, each by a plain form, and what each says."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from materials.models.bulk import BulkAction, BulkChange
from materials.models.material import Material
from materials.models.subject import Subject
from materials.services import drafts
from materials.vocabulary import Reach
from search.indexing import drain
from teams.models.team import Team
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done, fresh, previewed
from tests.materials.pages.conftest import Browse, browse

__all__ = ["browse"]


def text(client: Client, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address, follow=True).content.decode()).split())


def post(client: Client, address: str, **data: object) -> str:
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_ticked_ones_are_changed_and_undone(cast: Cast, browse: Browse, three: list[Material]) -> None:
    client = browse(cast.teammate)
    said = post(client, f"/teams/{cast.team.slug}/choose/", material=[three[0].pk, three[2].pk])
    assert "You have chosen 2 materials." in said
    page = f"/bulk/{BulkChange.objects.get().pk}/"
    said = post(client, f"{page}plan/", action="tags", add="Brøker", remove="")
    assert "Add the tags: brøker." in said and "2 materials change." in said and "gammel → To: gammel, brøker" in said
    assert "2 materials are changed. Undo" in post(client, f"{page}do/", version=1)
    assert [material.tags for material in fresh(three)] == [["gammel", "brøker"], ["gammel"], ["gammel", "brøker"]]
    assert "2 materials are as before." in post(client, f"{page}undo/")
    assert [material.tags for material in fresh(three)] == [["gammel"]] * 3


def test_a_second_press_says_that_it_is_done_and_changes_nothing(
    cast: Cast, browse: Browse, three: list[Material]
) -> None:
    change, client = done(three, BulkAction.TRASH, cast.lead), browse(cast.lead)
    assert "This has been done already." in post(client, f"/bulk/{change.pk}/do/", version=change.version)
    assert BulkChange.objects.get().version == change.version


@pytest.mark.parametrize(
    ("action", "wish", "button"),
    [
        (BulkAction.TRASH, {}, "Put 3 into the trash"),
        (BulkAction.TAGS, {"add": ["ny"], "remove": []}, "Change the tags of 3"),
        (BulkAction.REACH, {"reach": Reach.SCHOOL}, "Change who can see 2"),
    ],
)
def test_the_button_says_what_it_does(
    cast: Cast, browse: Browse, three: list[Material], action: BulkAction, wish: dict[str, object], button: str
) -> None:
    change = previewed(three, action, cast.lead, **wish)
    assert f'button--primary">{button}</button>' in browse(cast.lead).get(f"/bulk/{change.pk}/").content.decode()


def test_all_of_a_shelf_are_chosen(cast: Cast, browse: Browse, three: list[Material]) -> None:
    client = browse(cast.teammate)
    assert "You have chosen 3 materials." in post(client, f"/teams/{cast.team.slug}/choose/", all="1")
    assert "You have chosen one material." in post(client, f"/teams/{cast.team.slug}/choose/?drafts=1", all="1")


@pytest.fixture
def fractions(cast: Cast) -> list[Material]:
    """Two of the team, a draft among them, and one of others that the lead finds as well."""
    stranger_team = factories.team(of=[cast.other_school], lead=cast.stranger)
    made = [
        factories.material(cast.team, cast.lead, title="Brøker i teamet"),
        factories.material(cast.team, cast.lead, title="Brøker for skolen", reach=Reach.SCHOOL),
        factories.material(stranger_team, cast.stranger, title="Brøker for alle", reach=Reach.PUBLIC),
    ]
    factories.material(stranger_team, cast.stranger, title="Brøker i skuffen")
    return made


@pytest.mark.parametrize("indexed", [True, False])
def test_of_what_a_search_finds_ones_teams_are_offered_and_the_others_counted(
    cast: Cast, browse: Browse, fractions: list[Material], indexed: bool
) -> None:
    drain() if indexed else None
    said = text(browse(cast.lead), "/search/choose/?q=brøker")
    assert "2 of your teams' materials answer this search. One other is not your teams' to change" in said
    assert "Brøker i teamet" in said and "Brøker for alle" not in said and "Brøker i skuffen" not in said
    said = post(browse(cast.lead), "/search/choose/?q=brøker", all="1")
    assert "You have chosen 2 materials." in said
    assert "Nothing that this search finds" in text(browse(cast.schoolmate), "/search/choose/?q=brøker")


@pytest.mark.parametrize("indexed", [True, False])
def test_more_answers_than_there_is_room_for_are_refused_and_not_cut_to_the_first(
    cast: Cast, browse: Browse, fractions: list[Material], indexed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain() if indexed else None
    for room in ("materials.bulk.choosing.MOST", "search.changing.MOST"):
        monkeypatch.setattr(room, 1)
    said = post(browse(cast.lead), "/search/choose/?q=brøker", all="1")
    assert "There is room for 1 materials at a time" in said
    assert not BulkChange.objects.exists()
    assert "2 of your teams" in said


def test_what_is_found_later_is_not_changed(cast: Cast, browse: Browse, fractions: list[Material]) -> None:
    drain()
    client = browse(cast.lead)
    post(client, "/search/choose/?q=brøker", all="1")
    later = factories.material(cast.team, cast.lead, title="Brøker igen")
    drain()
    page = f"/bulk/{BulkChange.objects.get().pk}/"
    post(client, f"{page}plan/", action="trash")
    post(client, f"{page}do/", version=1)
    assert [m.trashed_at is None for m in fresh([*fractions, later])] == [False, False, True, True]


def test_one_that_is_not_theirs_refuses_the_whole_in_words_that_tell_nothing(
    cast: Cast, browse: Browse, fractions: list[Material]
) -> None:
    client, answers = browse(cast.lead), set()
    for foreign in (fractions[2].pk, 2**50, "x", "-1", "9" * 40):
        said = post(client, f"/teams/{cast.team.slug}/choose/", material=[fractions[0].pk, foreign])
        answers.add(said)
        assert "Not all of these are there to be changed by you." in said
    assert (len(answers), BulkChange.objects.count()) == (1, 0)


def test_empty_and_wrong_input_is_answered_plainly(cast: Cast, browse: Browse, three: list[Material]) -> None:
    client = browse(cast.lead)
    assert "Choose at least one material." in post(client, f"/teams/{cast.team.slug}/choose/")
    post(client, f"/teams/{cast.team.slug}/choose/", material=[three[0].pk])
    page = f"/bulk/{BulkChange.objects.get().pk}/"
    said = {
        "Write a tag to add": {"action": "tags", "add": " , ", "remove": ""},
        "cannot be added and taken away": {"action": "tags", "add": "a", "remove": "a"},
        "A tag is too long": {"action": "tags", "add": "x" * 61, "remove": ""},
        "Choose a subject or a grade.": {"action": "subjects", "subjects": [], "grades": []},
        "Select a valid choice": {"action": "reach", "reach": "9"},
        "nothing would change": {"action": "tags", "add": "gammel", "remove": ""},
        "What is to be done?": {"action": "nonsense"},
    }
    for sentence, data in said.items():
        assert sentence in post(client, f"{page}plan/", **data), sentence
    assert "Something else was chosen" in post(client, f"{page}do/", version="x")


def test_other_peoples_teams_are_not_offered_nor_taken(cast: Cast, browse: Browse, three: list[Material]) -> None:
    others = factories.team(of=[cast.school], lead=cast.owner, name="Hemmeligt hold")
    client = browse(cast.lead)
    change = previewed(three, BulkAction.TRASH, cast.lead)
    assert "Hemmeligt hold" not in text(client, f"/bulk/{change.pk}/?choose=1")
    assert "Select a valid choice" in post(client, f"/bulk/{change.pk}/plan/", action="team", team=others.pk)


def test_a_change_is_there_for_its_person_alone(cast: Cast, browse: Browse, three: list[Material]) -> None:
    change = done(three, BulkAction.TRASH, cast.lead)
    for person in (cast.teammate, cast.editor, cast.operator, cast.stranger):
        client = browse(person)
        assert client.get(f"/bulk/{change.pk}/").status_code == 404
        assert client.post(f"/bulk/{change.pk}/undo/").status_code == 404
        assert str(change.pk) not in client.get("/bulk/").content.decode()
    assert str(change.pk) in browse(cast.lead).get("/bulk/").content.decode()
    assert browse(cast.lead).get(f"/bulk/{uuid4()}/").status_code == 404


def test_no_page_names_what_one_may_no_longer_see(cast: Cast, browse: Browse, three: list[Material]) -> None:
    change = previewed(three, BulkAction.TAGS, cast.teammate, add=["brøker"], remove=[])
    drafts.save_text(three[0], by=cast.lead, base=None, title="Hemmelig titel")
    assert "Hemmelig titel" in text(browse(cast.teammate), f"/bulk/{change.pk}/")
    cast.team.memberships.filter(user=cast.teammate).delete()
    for address in (f"/bulk/{change.pk}/", f"/bulk/{change.pk}/?choose=1", "/bulk/"):
        assert "Hemmelig titel" not in text(browse(cast.teammate), address)
    assert browse(cast.teammate).get(f"/teams/{cast.team.slug}/choose/").status_code == 404


def test_what_is_left_alone_is_named_with_the_reason(cast: Cast, browse: Browse, three: list[Material]) -> None:
    Material.objects.filter(pk=three[0].pk).update(locked=True, locked_by=cast.owner)
    change = done(three, BulkAction.TAGS, cast.lead, add=["brøker"], remove=[])
    said = text(browse(cast.lead), f"/bulk/{change.pk}/")
    assert f"One was left as it was: {three[0].title} Somebody has locked it." in said
    drafts.save_text(three[1], by=cast.teammate, base=None, tags=["min"])
    said = post(browse(cast.lead), f"/bulk/{change.pk}/undo/")
    assert "One material is as before." in said and "One was left as it is now, because somebody has changed it" in said


def test_a_background_change_shows_how_far_it_is(
    cast: Cast, browse: Browse, three: list[Material], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("materials.bulk.doing.AT_ONCE", 0)
    change = done(three, BulkAction.TRASH, cast.lead)
    page = browse(cast.lead).get(f"/bulk/{change.pk}/").content.decode()
    assert "0 of 3 are done." in page and "data-open" in page and "<progress" in page
    BulkChange.objects.update(stopped=True)
    page = browse(cast.lead).get(f"/bulk/{change.pk}/").content.decode()
    assert "It has stopped before it was done." in page and "data-open" not in page
    assert "You may leave the page." in post(browse(cast.lead), f"/bulk/{change.pk}/do/")


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def pages(cast: Cast, client: Client) -> list[int]:
    """Queries of every page, of changes to everything that the team has."""
    drain()
    everything = list(Material.objects.filter(team=cast.team, trashed_at=None))
    chosen = previewed(everything, BulkAction.SUBJECTS, cast.lead, subjects=[Subject.objects.all()[1].pk], grades=[9])
    over = done(everything[:1], BulkAction.TAGS, cast.lead, add=[f"nr {len(everything)}"], remove=[])
    addresses = ["/search/choose/?q=brøker", f"/teams/{cast.team.slug}/choose/", "/bulk/"]
    addresses += [f"/bulk/{chosen.pk}/", f"/bulk/{chosen.pk}/?choose=1", f"/bulk/{over.pk}/"]
    return [queries(client, address) for address in addresses]


def test_every_page_costs_the_same_when_there_is_ten_times_as_much(cast: Cast, browse: Browse) -> None:
    def grow(number: int) -> None:
        for _ in range(number):
            made = factories.material(cast.team, cast.lead, title="Brøker", reach=Reach.SCHOOL)
            drafts.save_text(made, by=cast.lead, base=None, subjects=list(Subject.objects.all()[:2]))

    grow(3)
    client = browse(cast.lead)
    before = pages(cast, client)
    grow(27)
    assert pages(cast, client) == before


def test_a_preview_names_no_team_that_one_has_left(cast: Cast, browse: Browse, three: list[Material]) -> None:
    other = factories.team(cast.lead, of=[cast.school], name="Nabo")
    change = previewed(three, BulkAction.TEAM, cast.lead, team=other.pk)
    assert text(browse(cast.lead), f"/bulk/{change.pk}/").count("Nabo") > 1
    other.memberships.all().delete()
    Team.objects.filter(pk=other.pk).update(name="Hemmeligt udvalg")
    assert "Hemmeligt" not in text(browse(cast.lead), f"/bulk/{change.pk}/")
