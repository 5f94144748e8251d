"""Whatever happens: who is told reads it in both languages, and neither inbox nor e-mail names what is lost since."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from django.utils import translation

from teams.inbox import Kind, digests
from teams.inbox.choosing import choose
from teams.inbox.reading import count_unread, inbox_of, lines_of, seen
from teams.models.inbox import Notice, Rhythm
from teams.models.user import User
from tests.conftest import Cast
from tests.site.acts import approves, decides_report, material, reports, sends_back, trashed
from tests.site.happenings import EVERYTHING, Happening
from tests.teams.inbox.conftest import browser

every = pytest.mark.parametrize("what", EVERYTHING)


def told(cast: Cast, happening: Happening, language: str) -> list[str]:
    """What the person is shown, newest first."""
    person = User.objects.get(pk=getattr(cast, happening.who).pk)
    with translation.override(language):
        notices = seen(inbox_of(person).filter(kind=happening.kind), person=person).unread_first()
        return [line.text for line in lines_of(notices, person=person)]


def said(cast: Cast, sentence: str) -> str:
    return sentence.format_map({**vars(cast)})


def mailed(message: Any) -> str:
    return f"{message.subject} {message.body} {message.alternatives[0][0]} {message.extra_headers}"


def test_every_kind_has_its_happening() -> None:
    assert {happening.kind for happening in EVERYTHING.values()} == set(Kind)


@every
def test_who_is_concerned_is_told_once_in_both_languages(cast: Cast, what: str) -> None:
    happening = EVERYTHING[what]
    happening.happens(cast)
    assert told(cast, happening, "da") == [said(cast, happening.danish)]
    assert told(cast, happening, "en") == [said(cast, happening.english)]


@every
def test_the_notice_leads_straight_to_it(cast: Cast, what: str) -> None:
    happening = EVERYTHING[what]
    happening.happens(cast)
    person = getattr(cast, happening.who)
    notice = Notice.objects.filter(person=person, kind=happening.kind).latest("pk")
    answer = browser(person).get(f"/inbox/{notice.pk}/")
    address, _, part = answer.headers["Location"].partition("#")
    page = browser(person).get(address)
    assert page.status_code == 200
    assert not part or f'id="{part}"' in page.content.decode()


@every
def test_nothing_is_shown_or_counted_once_the_right_is_lost(cast: Cast, what: str) -> None:
    happening = EVERYTHING[what]
    happening.happens(cast)
    happening.lost(cast)
    assert told(cast, happening, "da") == []
    person = User.objects.get(pk=getattr(cast, happening.who).pk)
    notices = Notice.objects.filter(person=person)
    assert notices.filter(kind=happening.kind).exists()
    notices.exclude(kind=happening.kind).delete()
    assert count_unread(person) == 0


@every
def test_the_digest_says_it_while_it_may_be_seen_and_not_afterwards(cast: Cast, what: str) -> None:
    happening = EVERYTHING[what]
    person = getattr(cast, happening.who)
    User.objects.filter(pk=person.pk).update(email="nyt@example.dk", language="en")
    choose([], rhythm=Rhythm.DAILY, by=person)
    happening.happens(cast)
    Notice.objects.exclude(person=person, kind=happening.kind).delete()
    digests.send_due()
    sentence = said(cast, happening.english)
    assert [sentence in message.body for message in mail.outbox] == [True]
    Notice.objects.update(mailed_at=None)
    happening.lost(cast)
    person.digests.all().delete()
    digests.send_due()
    assert [message for message in mail.outbox[1:] if sentence in mailed(message)] == []


@every
def test_who_did_it_is_never_told_of_it(cast: Cast, what: str) -> None:
    EVERYTHING[what].happens(cast)
    told = Notice.objects.all()
    assert told.exists() and not told.filter(by=F("person")).exists()


def test_a_reporter_reads_the_title_only_while_they_may_see_it(cast: Cast) -> None:
    decides_report(cast)
    sentences = []
    for lost in (lambda _: None, trashed):
        lost(cast)
        notices = seen(inbox_of(cast.schoolmate), person=cast.schoolmate).unread_first()
        sentences += [line.text for line in lines_of(notices, person=cast.schoolmate)]
    assert sentences == [
        "En redaktør har taget stilling til “Brøkdyst”, som du har meldt. Det bliver, som det er.",
        "En redaktør har taget stilling til noget, du har meldt. Det bliver, som det er.",
    ]


def test_the_team_hears_of_a_report_when_it_is_decided_and_never_from_whom(cast: Cast) -> None:
    User.objects.filter(pk=cast.schoolmate.pk).update(name="Melder Mortensen")
    reports(cast)
    assert set(Notice.objects.values_list("person", flat=True)) == {cast.editor.pk}
    Notice.objects.all().delete()
    material(cast).reports.all().delete()
    decides_report(cast)
    team = Notice.objects.filter(person__in=cast.team.people.all())
    assert set(team.values_list("target_type", flat=True)) == {"materials.material"}
    assert not team.filter(by=cast.schoolmate).exists()
    assert not re.search("Mortensen", browser(cast.owner).get("/inbox/").content.decode())


def test_nothing_is_mailed_beside_the_digest(cast: Cast) -> None:
    """Wagtail would mail editors and whoever submitted at once, asked or not, and whatever they may see by then."""
    for person in User.objects.all():
        User.objects.filter(pk=person.pk).update(email=f"{person.subject}@example.dk")
    sends_back(cast)
    approves(cast)
    assert mail.outbox == []
