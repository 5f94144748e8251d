"""Colleagues ask to be let in; a lead answers, with a word that the one who asked alone reads."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from teams.models.audit import AuditEntry
from teams.models.joining import JoinRequest
from teams.models.team import Team
from teams.services import employments, joining, leaving, memberships
from tests.conftest import Cast
from tests.pages import given_back
from tests.teams.conftest import Enter

NOTE, WORD = "Jeg har 5.b til næste år", "Vi er desværre fulde"


@pytest.fixture
def asked(cast: Cast) -> JoinRequest:
    return joining.ask_to_join(cast.team, note=NOTE, by=cast.schoolmate)


def address(cast: Cast, end: str) -> str:
    return f"/teams/{cast.team.slug}/{end}"


def test_a_colleague_asks_and_a_lead_lets_them_in(cast: Cast, enter: Enter) -> None:
    colleague, lead = enter(cast.schoolmate), enter(cast.lead)
    colleague.post(address(cast, "ask/"), {"note": NOTE})
    request = JoinRequest.objects.get()
    page = lead.get(address(cast, "members/")).content.decode()
    assert cast.schoolmate.name in page and NOTE in page
    lead.post(address(cast, f"requests/{request.pk}/"), {"do": "accept"})
    assert Team.objects.of(cast.schoolmate).filter(pk=cast.team.pk).exists()
    assert not JoinRequest.objects.exists()


def test_a_refusal_comes_with_a_word_and_lasts_thirty_days(cast: Cast, enter: Enter, asked: JoinRequest) -> None:
    enter(cast.lead).post(address(cast, f"requests/{asked.pk}/"), {"do": "decline", "answer": WORD})
    colleague = enter(cast.schoolmate)
    assert WORD in colleague.get(address(cast, "members/")).content.decode()
    colleague.post(address(cast, "ask/"))
    colleague.post(address(cast, "ask/"), {"do": "take_back"})
    assert not joining.requests_to(cast.team).exists()
    JoinRequest.objects.update(declined_at=timezone.now() - timedelta(days=31))
    colleague.post(address(cast, "ask/"))
    assert joining.requests_to(cast.team).get().user == cast.schoolmate


def test_a_word_that_is_too_long_is_told_as_far_as_there_is_room(cast: Cast, enter: Enter, asked: JoinRequest) -> None:
    answer = {"do": "decline", "answer": WORD + "!" * 300}
    enter(cast.lead).post(address(cast, f"requests/{asked.pk}/"), answer)
    asked.refresh_from_db()
    assert asked.answer == answer["answer"][:300]


@pytest.mark.parametrize("answer", [{"do": "accept"}, {"do": "decline", "answer": WORD}])
@pytest.mark.parametrize("first", ["accept", "decline"])
def test_a_lead_who_answers_second_reads_so(
    cast: Cast, enter: Enter, asked: JoinRequest, answer: dict[str, str], first: str
) -> None:
    enter(cast.lead).post(address(cast, f"requests/{asked.pk}/"), {"do": first})
    shown = enter(cast.lead).post(address(cast, f"requests/{asked.pk}/"), answer, follow=True)
    assert shown.redirect_chain == [(address(cast, "members/"), 302)]
    page = shown.content.decode()
    assert "Anmodningen er allerede besvaret eller trukket tilbage." in page
    assert (WORD in page) == (answer["do"] == "decline")
    assert Team.objects.of(cast.schoolmate).filter(pk=cast.team.pk).exists() == (first == "accept")


@pytest.mark.parametrize("who", ["owner", "teammate", "editor", "stranger"])
def test_nobody_but_leads_reads_or_answers_a_request(cast: Cast, enter: Enter, asked: JoinRequest, who: str) -> None:
    client = enter(getattr(cast, who))
    assert NOTE not in client.get(address(cast, "members/")).content.decode()
    for do in ("accept", "decline"):
        assert client.post(address(cast, f"requests/{asked.pk}/"), {"do": do}).status_code == 404
    assert joining.requests_to(cast.team).get() == asked


def test_the_word_is_read_by_nobody_else_and_not_by_the_log(cast: Cast, enter: Enter, asked: JoinRequest) -> None:
    joining.decline_request(asked, answer=WORD, by=cast.lead)
    for person in (cast.teammate, cast.lead):
        assert WORD not in enter(person).get(address(cast, "members/")).content.decode()
    assert not [entry for entry in AuditEntry.objects.all() if WORD in str(entry.detail) or NOTE in str(entry.detail)]


@pytest.mark.parametrize("who", ["stranger", "ex_member", "editor", "operator"])
def test_nobody_from_elsewhere_asks(cast: Cast, enter: Enter, who: str) -> None:
    person = getattr(cast, who)
    assert enter(person).post(address(cast, "ask/")).status_code == 404
    with pytest.raises(PermissionDenied):
        joining.ask_to_join(cast.team, by=person)
    assert not JoinRequest.objects.exists()


def test_a_member_does_not_ask_and_a_second_request_changes_nothing(
    cast: Cast, enter: Enter, asked: JoinRequest
) -> None:
    enter(cast.teammate).post(address(cast, "ask/"))
    enter(cast.schoolmate).post(address(cast, "ask/"), {"note": "igen"})
    assert list(JoinRequest.objects.values_list("user", "note")) == [(cast.schoolmate.pk, NOTE)]


def test_a_request_can_be_taken_back(cast: Cast, enter: Enter, asked: JoinRequest) -> None:
    enter(cast.schoolmate).post(address(cast, "ask/"), {"do": "take_back"})
    assert not JoinRequest.objects.exists()
    answer = enter(cast.lead).post(address(cast, f"requests/{asked.pk}/"), {"do": "accept"}, follow=True)
    assert "allerede besvaret eller trukket tilbage" in answer.content.decode()
    assert not Team.objects.of(cast.schoolmate).filter(pk=cast.team.pk).exists()


def test_who_has_left_the_school_waits_for_no_answer(cast: Cast, enter: Enter, asked: JoinRequest) -> None:
    employments.end_employment(cast.schoolmate.employments.get(), on=timezone.localdate(), by=None)
    assert NOTE not in enter(cast.lead).get(address(cast, "members/")).content.decode()
    enter(cast.lead).post(address(cast, f"requests/{asked.pk}/"), {"do": "accept"})
    assert not cast.team.memberships.filter(user=cast.schoolmate).exists()


def test_adding_a_colleague_answers_their_request(cast: Cast, asked: JoinRequest) -> None:
    memberships.add_member(cast.team, cast.schoolmate, by=cast.lead)
    assert not JoinRequest.objects.exists()


def test_an_old_refusal_is_forgotten(cast: Cast, asked: JoinRequest) -> None:
    joining.decline_request(asked, by=cast.lead)
    leaving.tidy()
    assert JoinRequest.objects.exists()
    JoinRequest.objects.update(declined_at=timezone.now() - timedelta(days=31))
    leaving.tidy()
    assert not JoinRequest.objects.exists()


def test_a_personal_team_is_asked_by_nobody(cast: Cast) -> None:
    own = Team.objects.get(personal_of=cast.owner)
    with pytest.raises(PermissionDenied):
        joining.ask_to_join(own, by=cast.teammate)


def test_what_was_written_to_a_team_that_has_said_no_is_given_back(
    cast: Cast, enter: Enter, asked: JoinRequest
) -> None:
    joining.decline_request(asked, answer=WORD, by=cast.lead)
    page = enter(cast.schoolmate).post(address(cast, "ask/"), {"note": NOTE}, follow=True).content.decode()
    assert given_back(page) == [NOTE]
