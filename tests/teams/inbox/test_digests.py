"""Digests: one a period for who wants it, with what the person may see at that moment, whatever fails beside it."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from materials.models.material import Material
from materials.services import drafts, trash
from materials.vocabulary import Reach
from teams.inbox import Kind, digests, tell
from teams.inbox.choosing import Choice, choose
from teams.models.inbox import Digest, Notice, Rhythm
from teams.models.user import User
from teams.services import accounts, memberships
from tests import factories
from tests.conftest import Cast
from tests.teams.inbox.conftest import browser

HERE = __name__


class Moody(EmailBackend):
    """A mail server that refuses some addresses, is gone in the middle of a mail, or gone altogether."""

    refuses: set[str] = set()
    dies_after: set[str] = set()
    kills_after: set[str] = set()
    is_down = False

    def open(self) -> bool:
        if self.is_down:
            raise ConnectionRefusedError
        return True

    def send_messages(self, messages: Any) -> int:
        (message,) = messages
        if message.to[0] in self.refuses:
            raise SMTPRecipientsRefused({message.to[0]: (550, b"no such person")})
        sent = super().send_messages(messages)
        if message.to[0] in self.dies_after:
            raise SMTPServerDisconnected
        if message.to[0] in self.kills_after:
            raise SystemExit  # the worker is gone: nothing of ours runs after this
        return sent


@pytest.fixture(autouse=True)
def server(settings: Settings) -> Iterator[type[Moody]]:
    settings.EMAIL_BACKEND = f"{HERE}.Moody"
    yield Moody
    Moody.refuses, Moody.dies_after, Moody.kills_after, Moody.is_down = set(), set(), set(), False


@pytest.fixture
def told(cast: Cast) -> Material:
    """Owner, teammate and lead want a digest each day and were told of one material."""
    people = [cast.owner, cast.teammate, cast.lead]
    for person in people:
        wants(person)
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Brøkdyst")
    tell(Kind.SENT_BACK, people, by=cast.editor, target=material)
    return material


def wants(person: User, rhythm: Rhythm = Rhythm.DAILY, language: str = "da") -> None:
    User.objects.filter(pk=person.pk).update(email=f"{person.subject}@example.dk", language=language)
    choose([], rhythm=rhythm, by=person)


def receivers() -> list[str]:
    return [message.to[0].split("@")[0] for message in mail.outbox]


def whole(message: Any) -> str:
    """Subject, headers and both bodies, as they are sent."""
    sent: EmailMessage = message.message()
    parts = [part.get_payload(decode=True).decode() for part in sent.walk() if not part.is_multipart()]
    return " ".join([str(sent["Subject"]), message.subject, *map(str, sent.items()), *parts])


def later(**time: float) -> None:
    """As if every digest had been begun so much earlier."""
    for digest in Digest.objects.all():
        Digest.objects.filter(pk=digest.pk).update(due_at=digest.due_at - timedelta(**time))


def test_a_digest_has_text_html_and_a_way_out(cast: Cast, told: Material) -> None:
    digests.send_due()
    (message,) = [message for message in mail.outbox if message.to[0].startswith(cast.owner.subject)]
    assert message.subject == "Staffroom: der er én nyhed til dig"
    assert "En redaktør har sendt “Brøkdyst” tilbage" in message.body
    assert f"/inbox/{Notice.objects.get(person=cast.owner).pk}/" in message.body
    (html, kind) = message.alternatives[0]
    assert (kind, "Brøkdyst" in html, "/inbox/settings/" in html) == ("text/html", True, True)
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["List-Unsubscribe"].startswith(f"<{settings.ADDRESS}/inbox/stop/")


def test_a_digest_speaks_its_readers_language(cast: Cast, told: Material) -> None:
    wants(cast.owner, language="en")
    digests.send_due()
    (message,) = [message for message in mail.outbox if message.to[0].startswith(cast.owner.subject)]
    assert (message.subject, "has sent “Brøkdyst” back" in message.body) == (
        "Staffroom: one thing is new for you",
        True,
    )


def test_only_who_wants_it_and_has_an_address_gets_one(cast: Cast, told: Material) -> None:
    tell(Kind.SENT_BACK, [cast.schoolmate], by=None, target=told)
    User.objects.filter(pk=cast.schoolmate.pk).update(email="schoolmate@example.dk")
    User.objects.filter(pk=cast.teammate.pk).update(email="")
    accounts.close_account(cast.lead, by=None)
    digests.send_due()
    assert receivers() == [cast.owner.subject]


def test_a_digest_is_sent_once_a_period(cast: Cast, told: Material) -> None:
    digests.send_due()
    again = factories.material(cast.team, cast.owner, title="Mere")
    tell(Kind.SENT_BACK, [cast.owner], by=cast.editor, target=again)
    assert (len(mail.outbox), sum(digests.send_due().values()), len(mail.outbox)) == (3, 0, 3)
    Digest.objects.update(period="2026-01-01")
    digests.send_due()
    assert (receivers()[3:], "Brøkdyst" in mail.outbox[3].body) == ([cast.owner.subject], False)


def test_a_week_is_a_period(cast: Cast) -> None:
    monday, sunday = timezone.datetime(2026, 12, 28).date(), timezone.datetime(2027, 1, 3).date()
    assert digests.period_of(Rhythm.WEEKLY, monday) == digests.period_of(Rhythm.WEEKLY, sunday) == "2026-W53"
    assert digests.period_of(Rhythm.DAILY, monday) != digests.period_of(Rhythm.DAILY, sunday)


def test_who_wants_one_a_week_gets_one_a_week(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Tuesday, the Sunday after it, and the Monday after that."""
    wants(cast.owner, Rhythm.WEEKLY)
    for day, title, done in ((1, "Brøkdyst", {"sent": 1}), (6, "Vulkaner", {}), (7, "Fugle", {"sent": 1})):
        moment = timezone.datetime(2026, 12, day, 9, tzinfo=timezone.get_current_timezone())
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        material = factories.material(cast.team, cast.owner, title=title)
        tell(Kind.SENT_BACK, [cast.owner], by=cast.editor, target=material)
        assert digests.send_due() == done
    first, second = (message.body for message in mail.outbox)
    assert ("Brøkdyst" in first, "Brøkdyst" in second) == (True, False)
    assert all(title in second and title not in first for title in ("Vulkaner", "Fugle"))


def test_what_is_read_or_not_wanted_there_is_not_mailed(cast: Cast, told: Material) -> None:
    Notice.objects.filter(person=cast.owner).update(read_at=timezone.now())
    choose([Choice(Kind.SENT_BACK, in_digest=False)], rhythm=Rhythm.DAILY, by=cast.teammate)
    assert digests.send_due() == {"sent": 1, "empty": 2}
    assert receivers() == [cast.lead.subject]


def test_a_digest_says_what_may_be_seen_when_it_is_sent(cast: Cast, told: Material) -> None:
    drafts.save_text(told, by=cast.owner, base=None, title="Ny titel")
    memberships.remove_member(cast.team, cast.teammate, by=cast.teammate)
    digests.send_due()
    sent = {message.to[0].split("@")[0]: whole(message) for message in mail.outbox}
    assert ("Ny titel" in sent[cast.owner.subject], "Brøkdyst" in str(sent)) == (True, False)
    assert cast.teammate.subject not in sent


def test_nothing_of_what_is_in_the_trash_is_mailed(cast: Cast, told: Material) -> None:
    trash.trash(told, by=cast.owner)
    assert digests.send_due() == {"empty": 3}
    assert mail.outbox == []


def test_a_failing_address_stops_nobody_and_is_tried_again_later(
    cast: Cast, told: Material, server: type[Moody]
) -> None:
    server.refuses = {f"{cast.owner.subject}@example.dk"}
    assert digests.send_due() == {"failed": 1, "sent": 2}
    assert digests.send_due() == {}
    server.refuses = set()
    later(minutes=5)
    assert digests.send_due() == {"sent": 1}


def test_an_address_that_always_fails_is_given_up_for_the_period(
    cast: Cast, told: Material, server: type[Moody]
) -> None:
    server.refuses = {f"{cast.owner.subject}@example.dk"}
    tries = 0
    while digests.send_due()["failed"]:
        tries += 1
        later(days=1)
    assert (tries, Digest.objects.get(person=cast.owner).state) == (digests.MOST_TRIES, Digest.State.GIVEN_UP)


def test_a_server_that_is_down_costs_nobody_a_try(cast: Cast, told: Material, server: type[Moody]) -> None:
    server.is_down = True
    assert digests.send_due() == {"unreachable": 1}
    assert not Digest.objects.exists()
    server.is_down = False
    assert digests.send_due() == {"sent": 3}


def test_a_connection_cut_in_the_middle_doubles_no_mail(cast: Cast, told: Material, server: type[Moody]) -> None:
    server.dies_after = {f"{cast.owner.subject}@example.dk"}
    digests.send_due()
    server.dies_after = set()
    later(days=1)
    digests.send_due()
    assert sorted(receivers()) == sorted({cast.owner.subject, cast.teammate.subject, cast.lead.subject})


def test_a_worker_that_is_killed_in_the_middle_doubles_no_mail_and_stops_nobody(
    cast: Cast, told: Material, server: type[Moody]
) -> None:
    server.kills_after = {f"{cast.owner.subject}@example.dk"}
    with pytest.raises(SystemExit):
        digests.send_due()
    assert receivers() == [cast.owner.subject]
    server.kills_after = set()
    later(days=1)
    digests.send_due()
    assert sorted(receivers()) == sorted({cast.owner.subject, cast.teammate.subject, cast.lead.subject})


def test_who_was_killed_before_handing_over_is_replaced(cast: Cast, told: Material) -> None:
    period = digests.period_of(Rhythm.DAILY, timezone.localdate())
    assert digests.claim(cast.owner, period)
    assert digests.claim(cast.owner, period) is None
    assert digests.send_due() == {"sent": 2}
    later(minutes=10)
    assert digests.send_due() == {"sent": 1}


def test_what_was_cut_off_while_handed_over_is_in_the_next_digest(cast: Cast, told: Material) -> None:
    period = digests.period_of(Rhythm.DAILY, timezone.localdate())
    Digest.objects.create(person=cast.owner, period=period, state=Digest.State.HANDED, due_at=timezone.now())
    digests.send_due()
    assert cast.owner.subject not in receivers()
    Digest.objects.update(period="2026-01-01")
    digests.send_due()
    assert receivers()[-1] == cast.owner.subject


def test_a_dry_run_says_who_and_sends_nothing(cast: Cast, told: Material, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("send_digests", "--dry-run")
    out = capsys.readouterr().out
    assert (f"{cast.owner.subject} (daily): 1" in out, "Brøkdyst" in out) == (True, False)
    assert (mail.outbox, Digest.objects.count()) == ([], 0)
    call_command("send_digests")
    assert ("sent: 3" in capsys.readouterr().out, len(mail.outbox)) == (True, 3)


def test_without_a_mail_server_the_command_says_so(cast: Cast, told: Material, settings: Settings) -> None:
    settings.SENDS_EMAIL = False
    with pytest.raises(CommandError, match="STAFFROOM_EMAIL_HOST"):
        call_command("send_digests")
    digests.beat()
    assert (mail.outbox, Digest.objects.count()) == ([], 0)


def test_the_link_in_a_mail_ends_it_without_signing_in(cast: Cast, told: Material) -> None:
    digests.send_due()
    (message,) = [message for message in mail.outbox if message.to[0].startswith(cast.owner.subject)]
    address = message.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://testserver")
    client = browser(cast.stranger)
    client.get(address)
    assert cast.owner.digest_choice.rhythm == Rhythm.DAILY
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    cast.owner.digest_choice.refresh_from_db()
    assert (cast.owner.digest_choice.rhythm, client.post(address[:-3] + "x/").status_code) == (Rhythm.NEVER, 404)
