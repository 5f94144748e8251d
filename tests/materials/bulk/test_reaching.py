"""Who sees many: narrower and up to the school at once, wider as questions to the editors, and back."""

import pytest
from django.core.exceptions import ValidationError

from materials import review
from materials.bulk.reaching import MOST_ASKED
from materials.models.bulk import BulkAction
from materials.models.material import Material
from materials.services import drafts, sharing
from materials.vocabulary import Reach, Review
from teams.models.audit import AuditEntry
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done, fresh, previewed, states, undone

REACH = BulkAction.REACH


def seen_by(user: object, materials: list[Material]) -> list[bool]:
    return [Material.objects.visible_to(user).filter(pk=material.pk).exists() for material in materials]  # type: ignore[arg-type]


def test_colleagues_see_what_is_shared_with_the_school_and_strangers_do_not(cast: Cast, three: list[Material]) -> None:
    change = done(three, REACH, cast.teammate, reach=2)
    assert (seen_by(cast.schoolmate, three), seen_by(cast.stranger, three)) == ([True] * 3, [False] * 3)
    assert states(change) == ["done", "done", "same"]
    undone(change, cast.teammate)
    assert seen_by(cast.schoolmate, three) == [False, False, True]
    assert [(m.live, m.live_revision_id is None, m.first_published_at) for m in fresh(three)[:1]] == [
        (False, True, None)
    ]


def test_widening_is_news_as_sharing_one_is_and_undone_it_was_never(cast: Cast, three: list[Material]) -> None:
    """Lists put the newest first, and saved searches tell of what was shared since."""
    before = [material.last_published_at for material in fresh(three)]
    change = done(three, REACH, cast.lead, reach=2)
    assert [now.last_published_at != was for now, was in zip(fresh(three), before, strict=True)] == [True, True, False]
    undone(change, cast.lead)
    assert [material.last_published_at for material in fresh(three)] == before


def test_narrowing_is_no_news(cast: Cast, three: list[Material]) -> None:
    before = fresh(three)[2].last_published_at
    done(three[2:], REACH, cast.lead, reach=1)
    assert fresh(three)[2].last_published_at == before


def test_narrowing_takes_effect_at_once_and_comes_back(cast: Cast, three: list[Material]) -> None:
    wide = factories.material(cast.team, cast.lead, reach=Reach.PUBLIC)
    change = done([*three[1:], wide], REACH, cast.lead, reach=1)
    assert seen_by(cast.stranger, [wide]) == seen_by(cast.schoolmate, three[2:]) == [False]
    assert states(change) == ["same", "done", "done"]
    undone(change, cast.lead)
    assert seen_by(cast.stranger, [wide]) == seen_by(cast.schoolmate, three[2:]) == [True]
    assert seen_by(cast.stranger, three) == [False] * 3


def test_what_was_published_since_does_not_become_wide_again(cast: Cast) -> None:
    wide = factories.material(cast.team, cast.lead, reach=Reach.PUBLIC)
    change = done([wide], REACH, cast.lead, reach=1)
    sharing.change_text(wide, by=cast.lead, title="Ikke set af nogen redaktør")
    assert states(undone(change, cast.lead)) == ["kept"]
    assert fresh([wide])[0].reach == Reach.TEAM


def test_what_has_other_rights_since_does_not_become_wide_again(cast: Cast) -> None:
    wide = factories.material(cast.team, cast.lead, reach=Reach.PUBLIC)
    change = done([wide], REACH, cast.lead, reach=1)
    sharing.set_rights(wide, by=cast.lead, rights="open_license", license="CC0-1.0")
    assert states(undone(change, cast.lead)) == ["kept"]


def test_a_draft_that_was_worked_on_since_stays_shared(cast: Cast, three: list[Material]) -> None:
    change = done(three[:1], REACH, cast.lead, reach=2)
    drafts.save_text(three[0], by=cast.teammate, base=None, title="Videre")
    assert states(undone(change, cast.lead)) == ["kept"]
    assert seen_by(cast.schoolmate, three[:1]) == [True]


def test_wide_reach_is_asked_of_the_editors_for_each(cast: Cast, three: list[Material]) -> None:
    change = done(three, REACH, cast.lead, reach=4)
    assert [material.review for material in fresh(three)] == [Review.IN_REVIEW] * 3
    assert seen_by(cast.stranger, three) == [False] * 3
    review.approve(fresh(three)[1], by=cast.editor)
    assert states(undone(change, cast.lead)) == ["undone", "kept", "undone"]
    assert [material.review for material in fresh(three)] == ["", "", ""]
    assert seen_by(cast.stranger, three) == [False, True, False]


def test_editors_are_asked_about_fifty_at_most(cast: Cast) -> None:
    many = [factories.material(cast.team, cast.lead) for _ in range(MOST_ASKED + 1)]
    with pytest.raises(ValidationError, match="50"):
        previewed(many, REACH, cast.lead, reach=3)
    assert previewed(many[1:], REACH, cast.lead, reach=3).summary["review"] == MOST_ASKED
    assert previewed(many, REACH, cast.lead, reach=2).summary["changes"] == MOST_ASKED + 1


def test_what_the_rights_do_not_allow_stays_with_the_reason(cast: Cast, three: list[Material]) -> None:
    bought = factories.material(cast.team, cast.lead, rights="bought")
    change = done([three[0], bought], REACH, cast.lead, reach=4)
    assert list(change.items.values_list("state", "reason")) == [("done", ""), ("left", "rights:bought")]
    assert fresh([bought])[0].review == ""


def test_narrowing_takes_the_question_back_and_undoing_does_not_ask_anew(cast: Cast, three: list[Material]) -> None:
    sharing.share(three[2], reach=Reach.PUBLIC, by=cast.lead)
    sharing.set_rights(fresh(three)[2], by=cast.lead, rights="unsure")
    change = done(three[2:], REACH, cast.lead, reach=1)
    assert (fresh(three)[2].review, fresh(three)[2].reach) == ("", Reach.TEAM)
    undone(change, cast.lead)
    assert (fresh(three)[2].review, fresh(three)[2].reach) == ("", Reach.SCHOOL)


def test_what_an_editor_has_before_them_is_not_shared_past_them(cast: Cast, three: list[Material]) -> None:
    sharing.share(three[1], reach=Reach.PUBLIC, by=cast.lead)
    change = done(three, REACH, cast.lead, reach=2)
    assert list(change.items.values_list("state", "reason"))[1] == ("left", "in_review")


def test_a_draft_that_was_sent_back_is_shared_with_the_school(cast: Cast, three: list[Material]) -> None:
    sharing.share(three[0], reach=Reach.PUBLIC, by=cast.lead)
    review.send_back(fresh(three)[0], by=cast.editor, reason="Nej")
    done(three[:1], REACH, cast.lead, reach=2)
    assert (fresh(three)[0].live, fresh(three)[0].review) == (True, "")


def test_every_change_of_reach_is_in_the_log(cast: Cast, three: list[Material]) -> None:
    change = done(three, REACH, cast.lead, reach=2)
    undone(change, cast.lead)
    of_first = AuditEntry.objects.filter(target_type="materials.material", target_id=str(three[0].pk), by=cast.lead)
    assert list(of_first.values_list("action", flat=True))[:2] == ["material.unshare", "material.share"]
    assert of_first[0].detail == {"bulk": str(change.pk)}
    ends = AuditEntry.objects.filter(target_id=str(change.pk)).values_list("action", "detail__materials")
    assert list(ends) == [("bulk.undone", 2), ("bulk.done", 2)]
