"""Arranging by plain forms, from the collection and from a material's page; and what is said of each step."""

from urllib.parse import parse_qs

import pytest

from materials.collections import arranging, curating, reviewing
from materials.models.collection import Collection, Entry
from materials.models.proposal import Proposal
from materials.models.subject import Subject
from materials.vocabulary import Reach
from search.indexing import drain
from teams.models.team import Team
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, Shelf, order_of, share


def test_a_lead_makes_a_collection_and_says_what_it_is_about(cast: Cast, browse: Browse) -> None:
    client = browse(cast.lead)
    made = client.post("/collections/new/", {"title": "Brøker", "team": cast.team.pk})
    row = Collection.objects.get()
    assert made.headers["Location"] == f"/collections/{row.pk}/arrange/"
    fields = {"title": "Brøker i 5.", "grades": [5], "first_week": 36, "last_week": 40, "base": 0}
    client.post(f"/collections/{row.pk}/about/", fields)
    text = client.get(f"/collections/{row.pk}/").content.decode()
    assert "Brøker i 5." in text and "weeks 36–40" in text and "grade 5" in text


def test_a_member_is_offered_no_team_that_another_leads(cast: Cast, browse: Browse) -> None:
    client = browse(cast.teammate)
    assert client.post("/collections/new/", {"title": "Min", "team": cast.team.pk}).status_code == 200
    assert not Collection.objects.exists()


def test_buttons_move_a_line_and_the_page_says_where_it_stands(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    client, address = browse(cast.lead), f"/collections/{shelf.collection.pk}/move/"
    answer = client.post(address, {"entry": shelf.hidden_part.pk, "do": "up"})
    assert order_of(shelf.collection) == ["Uge 36", "Brøkdyst", "Hemmelig prøve", "Prøveuge"]
    assert answer.headers["Location"].endswith(f"?moved={shelf.hidden_part.pk}&do=up#entry-{shelf.hidden_part.pk}")
    text = client.get(answer.headers["Location"]).content.decode()
    assert "“Hemmelig prøve” is number 2 of 2 in “Uge 36”." in text and " autofocus" in text
    client.post(address, {"entry": shelf.hidden_part.pk, "do": "into", "target": shelf.hidden_heading.pk})
    client.post(address, {"entry": shelf.hidden_part.pk, "do": "before", "target": shelf.open_part.pk})
    client.post(address, {"entry": shelf.open_part.pk, "do": "into", "target": "0"})
    assert order_of(shelf.collection) == ["Brøkdyst", "Uge 36", "Hemmelig prøve", "Prøveuge"]


@pytest.mark.parametrize("entry", ["", "x", "-1", "999999", "9" * 40])
def test_a_line_that_is_not_there_moves_nothing(cast: Cast, browse: Browse, shelf: Shelf, entry: str) -> None:
    before = order_of(shelf.collection)
    for do in ("up", "down", "into", "before"):
        client = browse(cast.lead)
        assert client.post(f"/collections/{shelf.collection.pk}/move/", {"entry": entry, "do": do}).status_code == 302
    assert order_of(shelf.collection) == before


def test_taking_out_offers_its_undo(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    client = browse(cast.lead)
    answer = client.post(f"/collections/entries/{shelf.open_part.pk}/remove/")
    undo = f"/collections/entries/{shelf.open_part.pk}/put-back/"
    assert undo in client.get(answer.headers["Location"]).content.decode()
    assert "Brøkdyst" not in order_of(shelf.collection)
    client.post(undo)
    assert order_of(shelf.collection)[1] == "Brøkdyst"
    assert browse(cast.schoolmate).post(undo).status_code == 404


def test_a_second_click_takes_nothing_more_out_and_puts_nothing_more_back(
    cast: Cast, browse: Browse, shelf: Shelf
) -> None:
    out, back = (f"/collections/entries/{shelf.open_part.pk}/{do}/" for do in ("remove", "put-back"))
    client, stood = browse(cast.lead), order_of(shelf.collection)
    assert [back in client.post(out, follow=True).content.decode() for _click in range(2)] == [True, True]
    assert "Brøkdyst" not in order_of(shelf.collection)
    assert [client.post(back).status_code for _click in range(2)] == [302, 302]
    assert order_of(shelf.collection) == stood


@pytest.mark.parametrize("meanwhile", ["nothing", "another cover"])
def test_what_was_the_cover_comes_back_as_the_cover_unless_there_is_another(
    cast: Cast, browse: Browse, shelf: Shelf, meanwhile: str
) -> None:
    curating.set_cover(shelf.collection, shelf.open, by=cast.lead)
    client = browse(cast.lead)
    client.post(f"/collections/entries/{shelf.open_part.pk}/remove/")
    assert Collection.objects.get().cover is None
    if meanwhile == "another cover":
        curating.set_cover(shelf.collection, shelf.hidden, by=cast.lead)
    client.post(f"/collections/entries/{shelf.open_part.pk}/put-back/")
    assert Collection.objects.get().cover == (shelf.open if meanwhile == "nothing" else shelf.hidden)


def test_what_was_no_cover_comes_back_as_none(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    client = browse(cast.lead)
    for step in ("remove", "put-back"):
        client.post(f"/collections/entries/{shelf.open_part.pk}/{step}/")
    assert order_of(shelf.collection)[1] == "Brøkdyst"
    assert Collection.objects.get().cover is None


def test_a_note_over_anothers_is_shown_beside_it_and_kept_in_the_form(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    address = f"/collections/entries/{shelf.open_part.pk}/"
    arranging.set_text(shelf.open_part, "Deres note", base=0, by=cast.lead)
    client = browse(cast.lead)
    answer = client.post(address, {"text": "Min note", "base": 0}).content.decode()
    assert "Deres note" in answer and "Min note" in answer and 'name="base" value="1"' in answer
    client.post(address, {"text": "Min note", "base": 1})
    assert Entry.objects.get(pk=shelf.open_part.pk).text == "Min note"


def test_a_title_over_anothers_is_shown_beside_it(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    curating.change_about(shelf.collection, by=cast.lead, base=0, title="Deres titel")
    address = f"/collections/{shelf.collection.pk}/about/"
    answer = browse(cast.lead).post(address, {"title": "Min titel", "base": 0}).content.decode()
    assert "Deres titel" in answer and 'value="Min titel"' in answer and 'name="base" value="1"' in answer
    browse(cast.lead).post(address, {"title": "Min titel", "base": 1})
    assert Collection.objects.get().title == "Min titel"


def test_weeks_grades_and_subject_that_another_chose_are_shown_beside_a_title(
    cast: Cast, browse: Browse, shelf: Shelf
) -> None:
    subject = Subject.objects.get(slug="matematik")
    theirs = {"subject": subject, "grades": [5], "first_week": 36, "last_week": 40}
    curating.change_about(shelf.collection, by=cast.lead, base=0, **theirs)
    address = f"/collections/{shelf.collection.pk}/about/"
    answer = browse(cast.lead).post(address, {"title": "Min titel", "base": 0}).content.decode()
    met = answer[answer.index("This stands there now:") :].split("</p>")[0]
    assert all(said in met for said in ("Mathematics", "weeks 36–40", "grade 5")), met


def test_from_the_materials_page_it_is_added_or_proposed(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    share(cast, shelf.collection, Reach.SCHOOL)
    new = factories.material(cast.team, cast.owner, title="Ny", reach=Reach.SCHOOL)
    address = f"/materials/{new.pk}/collections/"
    back = {"material": new.pk, "back": "material"}
    assert f"/collections/{shelf.collection.pk}/parts/" not in browse(cast.schoolmate).get(address).content.decode()
    browse(cast.schoolmate).post(f"/collections/{shelf.collection.pk}/propose/", {**back, "why": "God start"})
    assert Proposal.objects.get().why == "God start"
    assert browse(cast.schoolmate).post(f"/collections/{shelf.collection.pk}/parts/", back).status_code == 404
    answer = browse(cast.lead).post(f"/collections/{shelf.collection.pk}/parts/", back)
    assert answer.headers["Location"] == address and order_of(shelf.collection)[-1] == "Ny"
    assert "It is in there." in browse(cast.lead).get(address).content.decode()


def test_a_search_in_the_collection_finds_what_the_person_sees(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    share(cast, shelf.collection, Reach.SCHOOL)
    factories.material(cast.team, cast.owner, title="Brøkmuren", reach=Reach.SCHOOL)
    factories.material(cast.team, cast.owner, title="Brøkkladden")
    drain()
    address = f"/collections/{shelf.collection.pk}/add/?q=brøk"
    leads, reads = (browse(person).get(address).content.decode() for person in (cast.lead, cast.schoolmate))
    assert "Brøkmuren" in leads and "Brøkkladden" in leads and "/parts/" in leads
    assert "Brøkmuren" in reads and "Brøkkladden" not in reads and "/propose/" in reads and "/parts/" not in reads


def test_who_adds_from_a_search_goes_on_where_they_were(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    more = factories.material(cast.team, cast.owner, title="Brøk & mur", reach=Reach.SCHOOL)
    client, address = browse(cast.lead), f"/collections/{shelf.collection.pk}/parts/"
    for typed in ("brøk", "//evil.example/", "https://evil.example"):
        answer = client.post(address, {"material": more.pk, "q": typed, "page": 2})
        path, _, query = answer["Location"].partition("?")
        assert path == f"/collections/{shelf.collection.pk}/add/" and parse_qs(query) == {"q": [typed], "page": ["2"]}
    page = client.get(answer["Location"]).content.decode()
    way = f'<a href="/collections/{shelf.collection.pk}/arrange/">Arrange</a>'
    assert f"“Brøk &amp; mur” is in the collection. {way}" in page
    assert client.post(address, {"material": shelf.hidden.pk})["Location"].endswith("/arrange/")


def test_titles_are_found_as_the_person_reads_them(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    share(cast, shelf.collection, Reach.MUNICIPALITY)
    curating.change_about(shelf.collection, by=cast.lead, base=0, title="Hemmelig ny titel")
    address = f"/materials/{shelf.open.pk}/collections/"
    assert "Brøker i 5." not in browse(cast.stranger).get(address, {"q": "hemmelig"}).content.decode()
    assert "Brøker i 5." in browse(cast.stranger).get(address, {"q": "brøker"}).content.decode()
    assert "Hemmelig ny titel" in browse(cast.schoolmate).get(address, {"q": "hemmelig"}).content.decode()


@pytest.mark.parametrize("typed", ["ørkenens", "Ørkenens", "ØRKENENS", "rkenens årstider"])
def test_a_title_is_found_in_big_letters_and_small(cast: Cast, browse: Browse, shelf: Shelf, typed: str) -> None:
    curating.create_collection(team=cast.team, title="Ørkenens årstider", by=cast.lead)
    found = browse(cast.lead).get(f"/materials/{shelf.open.pk}/collections/", {"q": typed}).content.decode()
    assert ("Ørkenens årstider" in found, "Brøker i 5." in found) == (True, False)


def test_nobody_finds_a_persons_own_public_collections_by_their_user_name(cast: Cast, browse: Browse) -> None:
    own = Team.objects.get(personal_of=cast.owner)
    row = curating.create_collection(team=own, title="Offentlig samling", by=cast.owner)
    arranging.add_part(row, factories.material(own, cast.owner, reach=Reach.PUBLIC), by=cast.owner)
    reviewing.share(row, reach=Reach.PUBLIC, by=cast.owner)
    reviewing.approve(Collection.objects.get(pk=row.pk), by=cast.editor)
    for person, finds in ((cast.visitor, False), (cast.stranger, False), (cast.owner, True)):
        assert row.title in browse(person).get("/collections/").content.decode()
        narrowed = browse(person).get(f"/collections/?team={own.slug}").content.decode()
        assert (row.title in narrowed) is finds


def test_trash_and_back_twice_is_once_for_the_lead_and_nothing_for_others(
    cast: Cast, browse: Browse, shelf: Shelf
) -> None:
    address = f"/collections/{shelf.collection.pk}"
    for act, said in (("trash", "It is in the trash already."), ("restore", "It is out of the trash already.")):
        for expected in (False, True):
            shown = browse(cast.lead).post(f"{address}/{act}/", follow=True)
            assert (shown.status_code, said in shown.content.decode()) == (200, expected)
        for who in (cast.teammate, cast.stranger, cast.editor):
            assert browse(who).post(f"{address}/{act}/").status_code == 404
