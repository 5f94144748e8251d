"""Tags, subjects and grades of many: written into each latest text, published where nothing else waits, and back."""

import pytest
from django.core.exceptions import ValidationError

from materials import review
from materials.models.bulk import BulkAction
from materials.models.material import Material
from materials.models.subject import Subject
from materials.services import drafts, sharing
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done, fresh, previewed, states, undone

TAGS, SUBJECTS = BulkAction.TAGS, BulkAction.SUBJECTS


def latest(material: Material) -> Material:
    text: Material = Material.objects.get(pk=material.pk).get_latest_revision_as_object()
    return text


def test_tags_are_added_and_taken_away_in_every_text(cast: Cast, three: list[Material]) -> None:
    change = done(three, TAGS, cast.teammate, add=["brøker"], remove=["gammel"])
    assert [latest(material).tags for material in three] == [["brøker"]] * 3
    assert [material.tags for material in fresh(three)] == [["brøker"]] * 3
    assert [material.live for material in fresh(three)] == [False, True, True]
    assert (change.state, states(change)) == ("done", ["done"] * 3)


def test_undoing_gives_every_text_its_tags_back(cast: Cast, three: list[Material]) -> None:
    change = done(three, TAGS, cast.teammate, add=["brøker"], remove=[])
    assert states(undone(change, cast.teammate)) == ["undone"] * 3
    assert [latest(material).tags for material in three] == [["gammel"]] * 3
    assert [material.has_unpublished_changes for material in fresh(three)] == [True, False, False]


def test_what_somebody_has_changed_since_is_left_alone(cast: Cast, three: list[Material]) -> None:
    change = done(three, TAGS, cast.lead, add=["brøker"], remove=[])
    drafts.save_text(three[0], by=cast.teammate, base=None, tags=["min"])
    drafts.save_text(three[1], by=cast.teammate, base=None, title="Et nyt navn")
    assert states(undone(change, cast.lead)) == ["kept", "undone", "undone"]
    assert [latest(material).tags for material in three] == [["min"], ["gammel"], ["gammel"]]
    assert latest(three[1]).title == "Et nyt navn"


def test_a_text_that_waits_to_be_shared_goes_on_waiting(cast: Cast, three: list[Material]) -> None:
    drafts.save_text(three[2], by=cast.lead, base=None, title="Ikke delt endnu")
    change = previewed(three[2:], TAGS, cast.lead, add=["brøker"], remove=[])
    assert change.summary["waits"] == 1
    done(three[2:], TAGS, cast.lead, add=["brøker"], remove=[])
    assert (fresh(three)[2].tags, latest(three[2]).tags) == (["gammel"], ["gammel", "brøker"])
    assert latest(three[2]).title == "Ikke delt endnu"


def test_what_an_editor_approved_stands_until_the_change_is_approved(cast: Cast) -> None:
    wide = factories.material(cast.team, cast.lead, reach=Reach.PUBLIC, tags=["gammel"])
    change = done([wide], TAGS, cast.lead, add=["brøker"], remove=[])
    assert (fresh([wide])[0].tags, latest(wide).tags) == (["gammel"], ["gammel", "brøker"])
    undone(change, cast.lead)
    assert (fresh([wide])[0].has_unpublished_changes, latest(wide).tags) == (False, ["gammel"])


def test_what_was_sent_back_is_published_like_any_other(cast: Cast, three: list[Material]) -> None:
    sharing.share(three[2], reach=Reach.PUBLIC, by=cast.lead)
    review.send_back(fresh(three)[2], by=cast.editor, reason="Nej")
    subject = Subject.objects.all()[0]
    done(three[2:], SUBJECTS, cast.lead, subjects=[subject.pk], grades=[4])
    now = fresh(three)[2]
    assert (now.grades, list(now.subjects.all()), now.has_unpublished_changes) == ([4], [subject], False)


def test_subjects_and_grades_take_the_place_of_others_and_come_back(cast: Cast, three: list[Material]) -> None:
    first, second = Subject.objects.all()[:2]
    for material in three:
        sharing.change_text(material, by=cast.lead, subjects=[first], grades=[1])
    change = done(three, SUBJECTS, cast.lead, subjects=[second.pk], grades=[5, 6])
    for material in (*fresh(three), *map(latest, three)):
        assert (list(material.subjects.all()), material.grades) == ([second], [5, 6])
    undone(change, cast.lead)
    for material in (*fresh(three), *map(latest, three)):
        assert (list(material.subjects.all()), material.grades) == ([first], [1])


def test_what_is_empty_stays(cast: Cast, three: list[Material]) -> None:
    subject = Subject.objects.all()[0]
    sharing.change_text(three[1], by=cast.lead, subjects=[subject])
    done(three, SUBJECTS, cast.lead, subjects=[], grades=[5])
    assert list(fresh(three)[1].subjects.all()) == [subject]


def test_a_text_without_room_for_the_tag_stays_with_the_reason(cast: Cast, three: list[Material]) -> None:
    sharing.change_text(three[0], by=cast.lead, tags=[f"nr {number}" for number in range(12)])
    change = done(three, TAGS, cast.lead, add=["brøker"], remove=[])
    assert list(change.items.values_list("state", "reason")) == [("left", "tags"), ("done", ""), ("done", "")]


def test_what_is_so_already_is_not_written_again(cast: Cast, three: list[Material]) -> None:
    with pytest.raises(ValidationError):
        done(three, TAGS, cast.lead, add=["gammel"], remove=[])
    assert [material.revisions.count() for material in three] == [1, 1, 1]


def test_a_locked_text_stays_and_its_locker_is_not_hindered(cast: Cast, three: list[Material]) -> None:
    Material.objects.filter(pk=three[0].pk).update(locked=True, locked_by=cast.owner)
    change = done(three, TAGS, cast.lead, add=["brøker"], remove=[])
    assert states(change) == ["left", "done", "done"]
    assert states(done(three[:1], TAGS, cast.owner, add=["brøker"], remove=[])) == ["done"]


def test_undoing_what_an_editor_has_approved_since_is_a_change_that_waits(cast: Cast) -> None:
    wide = factories.material(cast.team, cast.lead, reach=Reach.PUBLIC, tags=["gammel"])
    change = done([wide], BulkAction.TAGS, cast.lead, add=["ny"], remove=[])
    sharing.share(fresh([wide])[0], reach=Reach.PUBLIC, by=cast.lead)
    review.approve(fresh([wide])[0], by=cast.editor)
    undone(change, cast.lead)
    now = fresh([wide])[0]
    assert (now.tags, now.get_latest_revision_as_object().tags) == (["gammel", "ny"], ["gammel"])
    assert now.has_unpublished_changes
    assert sharing.share(now, reach=Reach.PUBLIC, by=cast.lead) == sharing.Outcome.SUBMITTED
