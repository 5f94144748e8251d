"""Who decides about what was submitted, and that two editors do not do the same."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from materials import review
from materials.models.material import Material
from materials.models.review import may_decide
from materials.models.submission import Outcome
from materials.services import drafts, reviewing, sharing
from materials.vocabulary import Reach, Review
from teams.models.audit import AuditEntry
from teams.models.inbox import Notice
from teams.models.user import User
from teams.roles import EDITORS
from teams.services.accounts import set_offices
from tests import factories
from tests.conftest import Cast
from tests.materials.review.conftest import Browse, again
from tests.pages import given_back


def editor(user: User) -> User:
    set_offices(user, frozenset({EDITORS}), by=None)
    return User.objects.get(pk=user.pk)


def test_an_editor_without_a_part_decides_and_an_operator_or_teacher_does_not(cast: Cast, submitted: Material) -> None:
    assert may_decide(submitted, cast.editor)
    for user in (cast.operator, cast.owner, cast.schoolmate, cast.stranger):
        assert not may_decide(submitted, user)


@pytest.mark.parametrize("who", ["owner", "teammate", "lead"])
def test_an_editor_of_the_team_does_not_decide(cast: Cast, submitted: Material, who: str) -> None:
    own = editor(getattr(cast, who))
    assert not may_decide(submitted, own)
    with pytest.raises(PermissionDenied):
        review.approve(submitted, by=own)


def test_who_made_wrote_or_submitted_it_does_not_decide_after_leaving_the_team(cast: Cast) -> None:
    made = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    drafts.save_text(made, by=cast.teammate, base=None, title="Nyt")
    sharing.share(again(made), reach=Reach.PUBLIC, by=cast.lead)
    cast.team.memberships.all().delete()
    for user in (cast.owner, cast.teammate, cast.lead):
        assert not may_decide(again(made), editor(user))
    assert may_decide(again(made), cast.editor)
    assert may_decide(again(made), editor(cast.schoolmate))


def test_asking_anew_after_it_was_sent_back_takes_no_question_back(cast: Cast, submitted: Material) -> None:
    review.send_back(submitted, by=cast.editor, reason="Kilden mangler.")
    sharing.share(again(submitted), reach=Reach.PUBLIC, by=cast.owner)
    acts = AuditEntry.objects.filter(action__in=["material.submit", "material.withdraw"]).order_by("pk")
    assert list(acts.values_list("action", flat=True)) == ["material.submit"] * 2
    review.withdraw(again(submitted), by=cast.owner)
    assert acts.last().action == "material.withdraw"  # type: ignore[union-attr]


def test_who_only_decided_earlier_decides_again(cast: Cast, submitted: Material) -> None:
    review.send_back(submitted, by=cast.editor, reason="Kilden mangler.")
    sharing.share(again(submitted), reach=Reach.MUNICIPALITY, by=cast.owner)
    review.approve(again(submitted), by=cast.editor)
    assert again(submitted).reach == Reach.MUNICIPALITY
    outcomes = submitted.submissions.values_list("outcome", "ended_by", "reason")
    assert list(outcomes) == [("sent_back", cast.editor.pk, "Kilden mangler."), ("approved", cast.editor.pk, "")]


def test_what_one_editor_has_taken_another_does_not_decide(cast: Cast, submitted: Material, colleague: User) -> None:
    reviewing.take(submitted, by=cast.editor)
    for act in (
        lambda: review.approve(submitted, by=colleague),
        lambda: review.send_back(submitted, by=colleague, reason="x"),
        lambda: reviewing.take(submitted, by=colleague),
    ):
        with pytest.raises(ValidationError, match=cast.editor.name):
            act()
    reviewing.take(submitted, by=colleague, over=True)
    review.approve(submitted, by=colleague)
    assert again(submitted).reach == Reach.MUNICIPALITY


def test_who_asks_for_a_second_opinion_does_not_give_it(cast: Cast, submitted: Material, colleague: User) -> None:
    reviewing.ask_second_opinion(submitted, by=cast.editor, note="Er billedet frit?")
    with pytest.raises(ValidationError):
        review.approve(submitted, by=cast.editor)
    review.send_back(submitted, by=colleague, reason="Nej.")
    assert again(submitted).review == Review.SENT_BACK


def test_who_asks_for_a_second_opinion_twice_has_asked_once(cast: Cast, submitted: Material, colleague: User) -> None:
    for _ in range(2):
        reviewing.ask_second_opinion(submitted, by=cast.editor, note=" Er det dansk? ")
    asked = AuditEntry.objects.filter(action="review.ask_second_opinion")
    assert asked.count() == 1
    Notice.objects.filter(person=colleague).delete()
    reviewing.ask_second_opinion(submitted, by=cast.editor, note="Er det matematik?")
    assert (asked.count(), Notice.objects.filter(person=colleague).count()) == (2, 1)


def test_a_second_opinion_is_taken_back(cast: Cast, submitted: Material) -> None:
    reviewing.ask_second_opinion(submitted, by=cast.editor, note="Hvad nu?")
    reviewing.let_go(submitted, by=cast.editor)
    review.approve(submitted, by=cast.editor)
    assert again(submitted).review == Review.NONE


def test_what_was_asked_anew_is_read_anew_before_it_is_approved(cast: Cast, submitted: Material) -> None:
    read = submitted.submissions.open().get().pk
    drafts.save_text(submitted, by=cast.owner, base=None, title="Anderledes")
    sharing.share(again(submitted), reach=Reach.PUBLIC, by=cast.owner)
    with pytest.raises(ValidationError):
        review.approve(again(submitted), by=cast.editor, submission=read)
    assert again(submitted).review == Review.IN_REVIEW
    assert list(submitted.submissions.values_list("outcome", flat=True)) == [Outcome.WITHDRAWN, Outcome.OPEN]


def test_who_asks_the_same_twice_has_asked_once(cast: Cast, submitted: Material, colleague: User) -> None:
    asked = submitted.submissions.get()
    reviewing.take(submitted, by=colleague)
    told = Notice.objects.count()
    assert sharing.share(again(submitted), reach=Reach(asked.reach), by=cast.owner) == sharing.Outcome.SUBMITTED
    assert (submitted.submissions.get(), Notice.objects.count()) == (asked, told)
    assert submitted.submissions.get().taken_by == colleague
    drafts.save_text(again(submitted), by=cast.owner, base=None, title="Nyere")
    sharing.share(again(submitted), reach=Reach(asked.reach), by=cast.owner)
    sharing.set_rights(again(submitted), by=cast.owner, rights="own_work", license="CC0-1.0")
    sharing.share(again(submitted), reach=Reach(asked.reach), by=cast.owner)
    sharing.share(again(submitted), reach=Reach.PUBLIC, by=cast.owner)
    assert submitted.submissions.count() == 4


def test_what_was_decided_is_not_decided_twice(cast: Cast, submitted: Material, colleague: User) -> None:
    review.approve(submitted, by=cast.editor)
    with pytest.raises(PermissionDenied):
        review.approve(submitted, by=colleague)


def test_reviews_stand_in_the_audit_log(cast: Cast, submitted: Material) -> None:
    reviewing.take(submitted, by=cast.editor)
    review.approve(submitted, by=cast.editor)
    entries = AuditEntry.objects.filter(target_id=str(submitted.pk), target_type="materials.material")
    done = {entry.action: entry.detail for entry in entries}
    assert {"material.share", "material.submit", "review.take", "material.approve"} <= done.keys()
    assert done["material.approve"] == {"reach": "municipality"}


def test_an_editor_decides_on_our_own_page(cast: Cast, submitted: Material, browse: Browse) -> None:
    client, address = browse(cast.editor), f"/review/{submitted.pk}/"
    read = client.get(address).context["asked"].pk
    client.post(f"{address}decide/", {"decision": "send_back", "reason": " ", "submission": read})
    assert again(submitted).review == Review.IN_REVIEW
    client.post(f"{address}decide/", {"decision": "approve", "submission": "0"})
    assert again(submitted).review == Review.IN_REVIEW
    answer = client.post(f"{address}decide/", {"decision": "approve", "submission": read}, follow=True)
    assert "It is approved" in answer.content.decode()
    assert again(submitted).reach == Reach.MUNICIPALITY


def test_who_decides_too_late_reads_so_in_the_queue_with_their_words(
    cast: Cast, submitted: Material, browse: Browse, colleague: User
) -> None:
    read = submitted.submissions.get().pk
    review.approve(submitted, by=colleague)
    late = {"decide/": {"reason": "Kilden mangler.", "submission": read}, "second-opinion/": {"note": "Hm"}}
    for end, typed in late.items():
        answer = browse(cast.editor).post(f"/review/{submitted.pk}/{end}", typed, follow=True)
        assert answer.redirect_chain == [("/review/", 302)]
        words = next(iter(typed.values()))
        page = answer.content.decode()
        assert "It does not wait for review any more." in page and given_back(page) == [words]
    never = browse(cast.editor).post("/review/987654/decide/", {"reason": "Hm"}, follow=True)
    assert "It does not wait for review any more." in never.content.decode(), "Nobody learns what there is."


@pytest.mark.parametrize("who", ["owner", "lead", "schoolmate", "stranger", "operator"])
def test_who_is_no_editor_finds_none_of_the_editors_pages(
    cast: Cast, submitted: Material, browse: Browse, who: str
) -> None:
    client = browse(getattr(cast, who))
    for address in ("/review/", f"/review/{submitted.pk}/", "/review/reports/"):
        assert client.get(address).status_code == 404
    for act in ("decide/", "take/", "second-opinion/"):
        assert (
            client.post(f"/review/{submitted.pk}/{act}", {"decision": "approve", "submission": "1"}).status_code == 404
        )
    assert again(submitted).review == Review.IN_REVIEW


def test_an_editor_of_the_team_reads_what_was_submitted_and_no_buttons(
    cast: Cast, submitted: Material, browse: Browse
) -> None:
    client = browse(editor(cast.teammate))
    page = client.get(f"/review/{submitted.pk}/").content.decode()
    assert "Hop på linjen" in page and "/decide/" not in page
    assert client.post(f"/review/{submitted.pk}/decide/", {"decision": "approve", "submission": "1"}).status_code == 404
