"""Anyone who sees a collection proposes what they see; whoever arranges it answers."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from materials.collections import arranging, proposing
from materials.models.material import Material
from materials.models.proposal import Answer, Follow, Proposal
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, Shelf, order_of, share


@pytest.fixture
def theirs(cast: Cast, shelf: Shelf) -> Material:
    """A stranger's material that the municipality sees, and a collection that it sees too."""
    share(cast, shelf.collection, Reach.MUNICIPALITY)
    team = factories.team(cast.stranger, of=[cast.other_school])
    return factories.material(team, cast.stranger, title="Byg en brøkmur", reach=Reach.MUNICIPALITY)


def test_a_reader_proposes_and_the_lead_accepts(cast: Cast, shelf: Shelf, theirs: Material) -> None:
    first = proposing.propose(shelf.collection, theirs, by=cast.stranger, why="Passer i uge 37.")
    also = proposing.propose(shelf.collection, theirs, by=cast.schoolmate)
    proposing.accept(first, by=cast.lead)
    assert order_of(shelf.collection)[-1] == "Byg en brøkmur"
    also.refresh_from_db()
    assert (also.answer, also.answered_by) == (Answer.ACCEPTED, cast.lead)


def test_the_lead_declines_with_a_reason_that_the_proposer_reads(
    cast: Cast, browse: Browse, shelf: Shelf, theirs: Material
) -> None:
    proposal = proposing.propose(shelf.collection, theirs, by=cast.stranger)
    with pytest.raises(ValidationError):
        proposing.decline(proposal, reason="", by=cast.lead)
    proposing.decline(proposal, reason="Vi har en lignende.", by=cast.lead)
    address = f"/collections/{shelf.collection.pk}/"
    assert "Vi har en lignende." in browse(cast.stranger).get(address).content.decode()
    assert "Vi har en lignende." not in browse(cast.schoolmate).get(address).content.decode()
    assert "Byg en brøkmur" not in order_of(shelf.collection)


@pytest.mark.parametrize("answer", [{"answer": "accept"}, {"answer": "decline", "reason": "Ikke nu."}])
def test_a_curator_who_answers_second_reads_so_in_the_collection(
    cast: Cast, browse: Browse, shelf: Shelf, theirs: Material, answer: dict[str, str]
) -> None:
    proposal = proposing.propose(shelf.collection, theirs, by=cast.stranger)
    proposing.decline(proposal, reason="Vi har en lignende.", by=cast.lead)
    shown = browse(cast.lead).post(f"/collections/proposals/{proposal.pk}/", answer, follow=True)
    assert shown.redirect_chain == [(f"/collections/{shelf.collection.pk}/", 302)]
    page = shown.content.decode()
    assert "It is decided already." in page and ("Ikke nu." in page) == ("reason" in answer)
    assert browse(cast.stranger).post(f"/collections/proposals/{proposal.pk}/", answer).status_code == 404


def test_nobody_else_answers(cast: Cast, browse: Browse, shelf: Shelf, theirs: Material) -> None:
    proposal = proposing.propose(shelf.collection, theirs, by=cast.stranger)
    for by in (cast.stranger, cast.teammate, cast.schoolmate, cast.editor):
        for answer in (partial(proposing.accept, proposal), partial(proposing.decline, proposal, reason="Nej")):
            with pytest.raises(PermissionDenied):
                answer(by=by)
        assert browse(by).post(f"/collections/proposals/{proposal.pk}/", {"answer": "accept"}).status_code == 404
    assert Proposal.objects.get().answer == Answer.WAITING


def test_nobody_proposes_what_or_where_they_do_not_see(cast: Cast, shelf: Shelf) -> None:
    foreign = factories.material(factories.team(cast.stranger, of=[cast.other_school]), cast.stranger)
    with pytest.raises(PermissionDenied):
        proposing.propose(shelf.collection, foreign, by=cast.stranger)
    share(cast, shelf.collection, Reach.SCHOOL)
    with pytest.raises(PermissionDenied):
        proposing.propose(shelf.collection, foreign, by=cast.schoolmate)


def test_a_proposal_of_what_the_lead_may_not_see_is_not_there(
    cast: Cast, browse: Browse, shelf: Shelf, theirs: Material
) -> None:
    proposal = proposing.propose(shelf.collection, theirs, by=cast.stranger)
    address = f"/collections/{shelf.collection.pk}/"
    assert "Byg en brøkmur" in browse(cast.lead).get(address).content.decode()
    Material.objects.filter(pk=theirs.pk).update(reach=Reach.SCHOOL)
    assert "Proposed by colleagues" not in browse(cast.lead).get(address).content.decode()
    assert browse(cast.lead).post(f"/collections/proposals/{proposal.pk}/", {"answer": "accept"}).status_code == 404


def test_a_hidden_part_can_be_proposed_as_if_it_were_not_in(cast: Cast, shelf: Shelf, theirs: Material) -> None:
    arranging.add_part(shelf.collection, theirs, by=cast.lead, note="Kun for os endnu")
    assert proposing.propose(shelf.collection, theirs, by=cast.stranger).answer == Answer.WAITING
    with pytest.raises(ValidationError):
        proposing.propose(shelf.collection, theirs, by=cast.schoolmate)


def test_twice_the_same_is_once_and_many_must_wait(cast: Cast, shelf: Shelf, theirs: Material) -> None:
    twice = [proposing.propose(shelf.collection, theirs, by=cast.stranger) for _ in range(2)]
    assert twice[0] == twice[1]
    for _ in range(proposing.MOST_WAITING - 1):
        more = factories.material(theirs.team, cast.stranger, reach=Reach.MUNICIPALITY)
        proposing.propose(shelf.collection, more, by=cast.stranger)
    with pytest.raises(ValidationError):
        proposing.propose(shelf.collection, factories.material(theirs.team, cast.stranger), by=cast.stranger)


def test_following_is_for_who_sees_it_and_ends_when_one_says_so(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    address = f"/collections/{shelf.collection.pk}/follow/"
    assert browse(cast.schoolmate).post(address).status_code == 404
    share(cast, shelf.collection, Reach.SCHOOL)
    for _ in range(2):
        browse(cast.schoolmate).post(address)
    assert Follow.objects.get().person == cast.schoolmate
    assert "Brøker i 5." in browse(cast.schoolmate).get("/collections/?show=followed").content.decode()
    browse(cast.schoolmate).post(address, {"do": "unfollow"})
    assert not Follow.objects.exists()
    assert "Brøker i 5." not in browse(cast.schoolmate).get("/collections/?show=followed").content.decode()
