"""Whoever sees a material only as an editor who is asked reads its submitted title in collections, nothing later."""

from materials.collections import arranging, curating, proposing
from materials.models.collection import Collection
from materials.models.material import Material
from materials.vocabulary import Reach
from teams.models.team import Team
from teams.models.user import User
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, Shelf, share


def own_collection(person: User) -> Collection:
    return curating.create_collection(team=Team.objects.get(personal_of=person), title="Min", by=person)


def assert_submitted(page: str) -> None:
    assert "spurgt" in page and "senere" not in page


def test_an_editor_adds_to_a_collection_what_was_submitted(browse: Browse, colleague: User, asked: Material) -> None:
    row = own_collection(colleague)
    said = browse(colleague).post(f"/collections/{row.pk}/parts/", {"material": asked.pk}, follow=True)
    assert_submitted(said.content.decode())


def test_an_editor_notes_on_what_was_submitted(browse: Browse, colleague: User, asked: Material) -> None:
    entry = arranging.add_part(own_collection(colleague), asked, by=colleague)
    assert_submitted(browse(colleague).get(f"/collections/entries/{entry.pk}/").content.decode())


def test_an_editor_proposes_what_was_submitted(
    cast: Cast, browse: Browse, shelf: Shelf, colleague: User, asked: Material
) -> None:
    share(cast, shelf.collection, Reach.SCHOOL)
    address = f"/collections/{shelf.collection.pk}/"
    said = browse(colleague).post(f"{address}propose/", {"material": asked.pk}, follow=True)
    assert_submitted(said.content.decode())
    assert_submitted(browse(colleague).get(address).content.decode())
    assert "senere" in browse(cast.lead).get(address).content.decode()


def test_an_editor_who_arranges_answers_about_what_was_submitted(
    browse: Browse, colleague: User, asked: Material
) -> None:
    row = own_collection(colleague)
    proposal = proposing.propose(row, asked, by=colleague)
    assert_submitted(browse(colleague).get(f"/collections/{row.pk}/").content.decode())
    answered = browse(colleague).post(f"/collections/proposals/{proposal.pk}/", {"answer": "accept"}, follow=True)
    assert_submitted(answered.content.decode())
