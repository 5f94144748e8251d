"""Wide reach waits for an editor, who approves what they were shown and nothing else."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from materials.collections import arranging, curating, reviewing
from materials.collections.contents import contents_for
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.pack import Pack
from materials.vocabulary import Reach, Review
from teams.models import AuditEntry
from teams.models.team import Membership
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, Shelf, share


def notes(person: object, collection: Collection) -> list[str]:
    row = Collection.objects.get(pk=collection.pk)
    return [part.note for part in contents_for(person, row).parts]  # type: ignore[arg-type]


def submitted(cast: Cast, shelf: Shelf, reach: Reach = Reach.MUNICIPALITY) -> Collection:
    reviewing.share(shelf.collection, reach=reach, by=cast.lead)
    return Collection.objects.get(pk=shelf.collection.pk)


@pytest.mark.parametrize("reach", [Reach.TEAM, Reach.SCHOOL])
def test_up_to_the_school_it_reaches_at_once(cast: Cast, shelf: Shelf, reach: Reach) -> None:
    assert reviewing.share(shelf.collection, reach=reach, by=cast.lead) == Review.NONE
    assert Collection.objects.get().reach == reach


@pytest.mark.parametrize("role", ["teammate", "schoolmate", "editor", "operator"])
def test_nobody_but_a_lead_says_how_far(cast: Cast, shelf: Shelf, role: str) -> None:
    with pytest.raises(PermissionDenied):
        reviewing.share(shelf.collection, reach=Reach.SCHOOL, by=getattr(cast, role))


def test_an_empty_collection_goes_no_further_than_the_school_and_says_why(cast: Cast, browse: Browse) -> None:
    empty = curating.create_collection(team=cast.team, title="Tom", by=cast.lead)
    arranging.add_section(empty, "Uge 36", by=cast.lead)
    assert reviewing.share(empty, reach=Reach.SCHOOL, by=cast.lead) == Review.NONE
    page = browse(cast.lead).post(f"/collections/{empty.pk}/share/", {"reach": int(Reach.PUBLIC)})
    assert "Add materials first." in page.content.decode() and f"/collections/{empty.pk}/add/" in page.content.decode()
    assert Collection.objects.get(pk=empty.pk).review == Review.NONE


def test_an_empty_collection_is_not_packed_and_says_what_to_do(cast: Cast, browse: Browse) -> None:
    empty = curating.create_collection(team=cast.team, title="Tom", by=cast.lead)
    client, address = browse(cast.lead), f"/collections/{empty.pk}/pack/"
    assert f"/collections/{empty.pk}/add/" in client.get(address).content.decode()
    assert "there is nothing to pack" in client.post(address, follow=True).content.decode()
    assert not Pack.objects.exists()


def test_wider_changes_nothing_for_others_until_an_editor_has_approved(cast: Cast, shelf: Shelf) -> None:
    row = submitted(cast, shelf)
    assert (row.review, row.reach) == (Review.IN_REVIEW, Reach.TEAM)
    assert not Collection.objects.visible_to(cast.stranger).exists()
    assert Collection.objects.visible_to(cast.editor).exists()
    reviewing.approve(row, by=cast.editor)
    assert Collection.objects.visible_to(cast.stranger).exists()
    assert not Collection.objects.visible_to(cast.visitor).exists()


def test_what_is_approved_is_what_was_submitted(cast: Cast, shelf: Shelf) -> None:
    row = submitted(cast, shelf)
    arranging.set_text(shelf.open_part, "Skrevet bagefter", base=0, by=cast.lead)
    assert notes(cast.editor, row) == ["Brug side 2."]
    reviewing.approve(row, by=cast.editor)
    assert notes(cast.stranger, row) == ["Brug side 2."]
    assert notes(cast.schoolmate, row) == ["Skrevet bagefter"]


def test_a_note_that_no_editor_could_read_never_reaches_beyond_the_school(cast: Cast, shelf: Shelf) -> None:
    row = share(cast, shelf.collection, Reach.PUBLIC)
    Material.objects.filter(pk=shelf.hidden.pk).update(live=True, reach=Reach.PUBLIC)
    assert notes(cast.visitor, row) == ["Brug side 2."]
    assert notes(cast.schoolmate, row) == ["Brug side 2.", "Spring quizzen over."]
    share(cast, row, Reach.PUBLIC)
    assert notes(cast.visitor, row) == ["Brug side 2.", "Spring quizzen over."]


def test_an_approved_part_that_is_narrowed_is_gone_at_once(cast: Cast, shelf: Shelf) -> None:
    row = share(cast, shelf.collection, Reach.PUBLIC)
    Material.objects.filter(pk=shelf.open.pk).update(reach=Reach.SCHOOL)
    assert notes(cast.visitor, row) == []
    assert notes(cast.schoolmate, row) == ["Brug side 2."]


def test_narrowing_is_immediate_and_takes_the_question_back(cast: Cast, shelf: Shelf) -> None:
    row = share(cast, shelf.collection, Reach.MUNICIPALITY)
    submitted(cast, shelf, Reach.PUBLIC)
    reviewing.share(row, reach=Reach.SCHOOL, by=cast.lead)
    now = Collection.objects.get()
    assert (now.reach, now.review, now.approved, now.submitted) == (Reach.SCHOOL, Review.NONE, None, None)
    assert not Collection.objects.visible_to(cast.stranger).exists()


def test_sent_back_it_says_why_to_the_team_alone(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    share(cast, shelf.collection, Reach.SCHOOL)
    row = submitted(cast, shelf)
    with pytest.raises(ValidationError):
        reviewing.send_back(row, reason=" ", by=cast.editor)
    reviewing.send_back(row, reason="Kilden mangler.", by=cast.editor)
    address = f"/collections/{row.pk}/"
    assert "Kilden mangler." in browse(cast.teammate).get(address).content.decode()
    assert "Kilden mangler." not in browse(cast.schoolmate).get(address).content.decode()
    assert browse(cast.editor).get(address).status_code == 404
    assert submitted(cast, shelf).review == Review.IN_REVIEW


def test_nobody_decides_about_their_own(cast: Cast, shelf: Shelf) -> None:
    colleague = factories.person(cast.school, offices=frozenset({"Editors"}))
    Membership.objects.create(team=cast.team, user=colleague)
    row = submitted(cast, shelf)
    for by in (colleague, cast.lead, cast.operator, cast.schoolmate, cast.stranger):
        for decide in (partial(reviewing.approve, row), partial(reviewing.send_back, row, reason="Nej")):
            with pytest.raises(PermissionDenied):
                decide(by=by)
    assert Collection.objects.get().review == Review.IN_REVIEW


def test_taken_back_it_is_no_longer_the_editors(cast: Cast, shelf: Shelf) -> None:
    row = submitted(cast, shelf)
    reviewing.withdraw(row, by=cast.lead)
    assert not Collection.objects.visible_to(cast.editor).exists()
    with pytest.raises(PermissionDenied):
        reviewing.approve(row, by=cast.editor)


def test_what_was_submitted_since_a_lead_read_it_goes_to_the_trash_with_no_question_left(
    cast: Cast, shelf: Shelf
) -> None:
    read_before = Collection.objects.get(pk=shelf.collection.pk)
    assert submitted(cast, shelf).review == Review.IN_REVIEW
    curating.trash(read_before, by=cast.lead)
    assert Collection.objects.get().review == Review.NONE


def test_the_team_is_told_that_something_is_not_approved_and_others_are_not(
    cast: Cast, browse: Browse, shelf: Shelf
) -> None:
    row = share(cast, shelf.collection, Reach.MUNICIPALITY)
    told = "Outside your schools people see what the editor approved"
    assert told not in browse(cast.lead).get(f"/collections/{row.pk}/").content.decode()
    arranging.set_text(shelf.open_part, "Ny note", base=0, by=cast.lead)
    assert told in browse(cast.lead).get(f"/collections/{row.pk}/").content.decode()
    for role in (cast.schoolmate, cast.stranger, cast.editor):
        assert told not in browse(role).get(f"/collections/{row.pk}/").content.decode()


def test_every_decision_stands_in_the_audit_log(cast: Cast, shelf: Shelf) -> None:
    row = submitted(cast, shelf)
    reviewing.send_back(row, reason="Nej", by=cast.editor)
    reviewing.approve(submitted(cast, shelf), by=cast.editor)
    reviewing.share(row, reach=Reach.TEAM, by=cast.lead)
    written = [f"collection.{end}" for end in ("submit", "send_back", "submit", "approve", "narrow")]
    logged = AuditEntry.objects.filter(action__in=set(written)).order_by("pk")
    assert list(logged.values_list("action", flat=True)) == written


def test_editors_find_what_waits_on_a_page_that_is_theirs(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    row = submitted(cast, shelf)
    assert row.title in browse(cast.editor).get("/review/?show=collections").content.decode()
    assert row.title not in browse(cast.editor).get("/review/?show=reports").content.decode()
    assert browse(cast.lead).get("/review/").status_code == 404
    said = {"decision": "approve", "shown": reviewing.to_decide(cast.editor, row)}
    answer = browse(cast.editor).post(f"/collections/{row.pk}/decide/", said)
    assert answer.headers["Location"] == "/review/"
    assert Collection.objects.get().reach == Reach.MUNICIPALITY
    assert browse(cast.schoolmate).post(f"/collections/{row.pk}/decide/", {"decision": "approve"}).status_code == 404
