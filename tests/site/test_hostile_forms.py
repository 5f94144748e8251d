"""What no page of ours sends and anybody can: letters and numbers for which a database has no room break nothing."""

from collections.abc import Callable

import pytest

from materials.collections import arranging, proposing, reviewing
from materials.models.collection import Entry
from materials.models.material import Material
from materials.models.proposal import Proposal
from materials.models.report import Hiding
from materials.models.subject import Subject
from materials.models.submission import Submission
from search.criteria import ask
from search.models.saved import SavedSearch
from search.saved.keeping import save_search
from tests.conftest import Cast
from tests.site import acts
from tests.teams.inbox.conftest import browser

SENT, KEPT = "Uge\x00 36", "Uge 36"


def adds_a_section(cast: Cast) -> str:
    row = acts.collection(cast)
    browser(cast.lead).post(f"/collections/{row.pk}/sections/", {"title": SENT})
    return Entry.objects.get().text


def adds_a_part(cast: Cast) -> str:
    row, part = acts.collection(cast), acts.material(cast)
    browser(cast.lead).post(f"/collections/{row.pk}/parts/", {"material": part.pk, "note": SENT})
    return Entry.objects.get().text


def proposes(cast: Cast) -> str:
    row, part = acts.collection(cast), acts.material(cast)
    browser(cast.schoolmate).post(f"/collections/{row.pk}/propose/", {"material": part.pk, "why": SENT})
    return Proposal.objects.get().why


def declines(cast: Cast) -> str:
    asked = proposing.propose(acts.collection(cast), acts.material(cast), by=cast.schoolmate)
    browser(cast.lead).post(f"/collections/proposals/{asked.pk}/", {"answer": "decline", "reason": SENT})
    return Proposal.objects.get().reason


def sends_a_collection_back(cast: Cast) -> str:
    arranging.add_section(acts.collection(cast), "Uge 36", by=cast.lead)
    acts.submits_collection(cast)
    row = acts.collection(cast)
    answer = {"decision": "send_back", "reason": SENT, "shown": reviewing.to_decide(cast.editor, row)}
    browser(cast.editor).post(f"/collections/{row.pk}/decide/", answer)
    return acts.collection(cast).reason


def sends_back(cast: Cast) -> str:
    acts.submits(cast)
    asked = Submission.objects.get()
    answer = {"decision": "send_back", "reason": SENT, "submission": asked.pk}
    browser(cast.editor).post(f"/review/{asked.material_id}/decide/", answer)
    return Submission.objects.get().reason


def hides(cast: Cast) -> str:
    acts.reports(cast)
    browser(cast.editor).post(f"/materials/{acts.material(cast).pk}/hide/", {"reason": SENT})
    return Hiding.objects.get().reason


def renames_a_search(cast: Cast) -> str:
    kept = save_search(ask("brøker"), by=cast.owner)
    browser(cast.owner).post(f"/search/saved/{kept.pk}/rename/", {"name": SENT})
    return SavedSearch.objects.get().name


WRITES: dict[str, Callable[[Cast], str]] = {
    write.__name__: write
    for write in (
        adds_a_section,
        adds_a_part,
        proposes,
        declines,
        sends_a_collection_back,
        sends_back,
        hides,
        renames_a_search,
    )
}


@pytest.mark.parametrize("write", WRITES)
def test_words_are_kept_without_nul(cast: Cast, write: str) -> None:
    assert WRITES[write](cast) == KEPT


def test_a_list_is_narrowed_without_nul(cast: Cast) -> None:
    title = acts.collection(cast).title
    for slug, is_there in ((f"{cast.team.slug}\x00", True), ("\x00nobodys", False)):
        page = browser(cast.schoolmate).get("/collections/", {"team": slug})
        assert (page.status_code, title in page.content.decode()) == (200, is_there)


@pytest.mark.parametrize("number", ["9" * 25, "9" * 5000, "-1", "x"])
def test_a_row_with_a_number_that_no_database_holds_is_refused_like_one_that_is_not_there(
    cast: Cast, number: str
) -> None:
    subject, edited = Subject.objects.earliest("pk"), acts.material(cast)
    page = f"/materials/{edited.pk}/edit/"
    refused = browser(cast.owner).post(page, {"title": "Ny", "subjects": [subject.pk, number], "base": 0})
    assert (refused.status_code, refused.context["form"].has_error("subjects", "invalid_choice")) == (200, True)
    assert Material.objects.get(pk=edited.pk).latest_revision == edited.latest_revision
