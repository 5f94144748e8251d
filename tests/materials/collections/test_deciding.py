"""Whoever may decide reads what was submitted and approves just that, also where they work at the team's school."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from materials import queue
from materials.collections import arranging, curating, reviewing
from materials.models.bulk import BulkAction
from materials.models.collection import Collection
from materials.models.material import Material
from materials.vocabulary import Reach, Review
from teams.inbox.reading import lines_of
from teams.models.inbox import Notice
from teams.models.team import Membership
from teams.models.user import User
from teams.roles import EDITORS, Role
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done
from tests.materials.collections.conftest import Browse, Shelf, share
from tests.materials.collections.test_reviewing import notes
from tests.pages import given_back


@pytest.fixture
def near(cast: Cast) -> User:
    """An editor at the team's school, without a part in the collection."""
    return factories.person(cast.school, offices=frozenset({EDITORS}))


@pytest.fixture
def asked(cast: Cast, near: User, shelf: Shelf) -> Collection:
    """Shared with the school, submitted for wider reach, and worked on since."""
    share(cast, shelf.collection, Reach.SCHOOL)
    reviewing.share(shelf.collection, reach=Reach.MUNICIPALITY, by=cast.lead)
    arranging.set_text(shelf.open_part, "Skrevet bagefter", base=0, by=cast.lead)
    row = Collection.objects.get()
    curating.change_about(row, by=cast.lead, base=row.version, title="Senere titel")
    return Collection.objects.get()


def page_of(client: Client, row: Collection) -> str:
    return client.get(row.get_absolute_url()).content.decode()


def press(client: Client, row: Collection, page: str, decision: str = "approve") -> str:
    """Decides with the form of this page; the page that follows."""
    found = re.search(r'name="shown" value="(\w+)"', page)
    assert found is not None
    said = {"decision": decision, "shown": found[1], "reason": "Kilden mangler."}
    return client.post(f"{row.get_absolute_url()}decide/", said, follow=True).content.decode()


def test_an_editor_at_the_school_decides_about_what_was_submitted(
    cast: Cast, near: User, asked: Collection, browse: Browse
) -> None:
    page = page_of(browse(near), asked)
    assert "Brug side 2." in page and "Brøker i 5." in page
    assert "Skrevet bagefter" not in page and "Senere titel" not in page
    press(browse(near), asked, page)
    assert notes(cast.stranger, asked) == ["Brug side 2."]
    assert notes(near, asked) == ["Skrevet bagefter"]


def test_an_editor_who_has_a_part_is_offered_no_decision(
    cast: Cast, near: User, asked: Collection, browse: Browse
) -> None:
    Membership.objects.create(team=cast.team, user=near)
    for person in (near, cast.lead, cast.schoolmate):
        page = page_of(browse(person), asked)
        assert "/decide/" not in page and "Skrevet bagefter" in page and "Brug side 2." not in page
    assert browse(cast.stranger).get(asked.get_absolute_url()).status_code == 404


def test_what_was_asked_anew_is_not_decided_by_an_older_page(
    cast: Cast, near: User, asked: Collection, browse: Browse
) -> None:
    pages = [(browse(editor), page_of(browse(editor), asked)) for editor in (near, cast.editor)]
    reviewing.withdraw(asked, by=cast.lead)
    reviewing.share(asked, reach=Reach.PUBLIC, by=cast.lead)
    for client, page in pages:
        for decision in ("approve", "send_back"):
            shown = press(client, asked, page, decision)
            assert "Read it once more." in shown and given_back(shown) == ["Kilden mangler."]
    assert Collection.objects.get().review == Review.IN_REVIEW


def test_a_note_that_came_to_light_after_the_page_was_read_is_not_approved_with_it(
    cast: Cast, shelf: Shelf, asked: Collection, browse: Browse
) -> None:
    client, page = browse(cast.editor), page_of(browse(cast.editor), asked)
    Material.objects.filter(pk=shelf.hidden.pk).update(live=True, reach=Reach.PUBLIC)
    assert "Spring quizzen over." in press(client, asked, page)
    assert Collection.objects.get().reach == Reach.SCHOOL
    press(client, asked, page_of(client, asked))
    assert notes(cast.stranger, asked) == ["Brug side 2.", "Spring quizzen over."]


def test_who_decides_too_late_keeps_their_words(cast: Cast, near: User, asked: Collection, browse: Browse) -> None:
    pages = {editor: page_of(browse(editor), asked) for editor in (near, cast.editor)}
    press(browse(near), asked, pages[near], "send_back")
    shown = press(browse(cast.editor), asked, pages[cast.editor], "send_back")
    assert "It does not wait for review any more." in shown and given_back(shown) == ["Kilden mangler."]
    assert browse(cast.stranger).post(f"{asked.get_absolute_url()}decide/").status_code == 404


def test_queue_and_inbox_call_it_what_was_submitted_to_whoever_decides(
    cast: Cast, near: User, asked: Collection
) -> None:
    told = Notice.objects.filter(person=near, target_type="materials.collection")
    said = [line.text for line in lines_of(told, person=near)]
    assert len(said) == 1 and "Brøker i 5." in said[0]
    for editor in (near, cast.editor):
        assert [line.title for line in queue.lines(editor)] == ["Brøker i 5."]
    Membership.objects.create(team=cast.team, user=near)
    assert [line.title for line in queue.lines(near)] == ["Senere titel"]


@pytest.mark.parametrize("part", ["wrote a note", "asked before", "arranged in bulk"])
def test_leaving_the_team_makes_nobody_a_judge_of_what_they_had_a_part_in(
    cast: Cast, near: User, shelf: Shelf, part: str
) -> None:
    mine = Membership.objects.create(team=cast.team, user=near, role=Role.LEAD)
    if part == "wrote a note":
        arranging.set_text(shelf.open_part, "Min note", base=0, by=near)
    elif part == "asked before":
        reviewing.share(shelf.collection, reach=Reach.PUBLIC, by=near)
        reviewing.send_back(shelf.collection, reason="Nej", by=cast.editor)
    elif part == "arranged in bulk":
        done([factories.material(cast.team, near)], BulkAction.COLLECTION, near, collection=shelf.collection.pk)
    mine.delete()
    reviewing.share(shelf.collection, reach=Reach.PUBLIC, by=cast.lead)
    with pytest.raises(PermissionDenied):
        reviewing.approve(shelf.collection, by=near)
    assert near not in reviewing.reviewers_of(Collection.objects.get())
    reviewing.approve(shelf.collection, by=cast.editor)
