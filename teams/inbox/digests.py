"""Digests by e-mail: one a person and period, whoever sends them and wherever that is cut off."""

import logging
import time
from collections import Counter
from datetime import date, datetime, timedelta
from smtplib import SMTPException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from teams.inbox.mailing import lines_for, message_for
from teams.inbox.reading import Line
from teams.models.inbox import Digest, Notice, Rhythm
from teams.models.user import User

logger = logging.getLogger(__name__)

#: From this hour on a day's digests are sent by themselves.
HOUR = 6
#: Who has claimed a digest for so long without handing it over is taken for dead.
LEASE = timedelta(minutes=10)
#: The first wait after a failure; it doubles each time, and a digest is given up for its period after so many tries.
WAIT, MOST_TRIES = timedelta(minutes=5), 6
#: Digests of one beat, and seconds between two looks when nothing is due.
BATCH, PAUSE = 50, 60.0

_paused_until = 0.0


def period_of(rhythm: str, day: date) -> str:
    """`2026-11-26`, or `2026-W48` for the week of that day."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}" if rhythm == Rhythm.WEEKLY else day.isoformat()


def due(now: datetime, rhythm: str) -> QuerySet[User]:
    """Who wants a digest this often, has an address, and has not had or is not just getting the period's."""
    period = period_of(rhythm, timezone.localdate(now))
    settled = Digest.objects.filter(person=OuterRef("pk"), period=period)
    settled = settled.exclude(state=Digest.State.WAITING, due_at__lte=now)
    return wanting().filter(~Exists(settled), digest_choice__rhythm=rhythm).order_by("pk")


def wanting() -> QuerySet[User]:
    """Who has an open account and an address, and has said yes."""
    asked = User.objects.filter(is_active=True, digest_choice__isnull=False)
    return asked.exclude(digest_choice__rhythm=Rhythm.NEVER).exclude(email="")


def send_due(*, most: int | None = None) -> Counter[str]:
    """Sends what is due now; returns how many were sent, had nothing to say, failed, or were another's.

    A mail server that does not answer costs nobody a try; a person whose mail fails stops nobody else's.
    """
    done: Counter[str] = Counter()
    now = timezone.now()
    waiting = [(person, rhythm) for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY) for person in due(now, rhythm)[:most]]
    if not waiting:
        return done
    connection = get_connection()
    try:
        connection.open()
        for person, rhythm in waiting:
            done[_attempt(person, period_of(rhythm, timezone.localdate(now)), connection)] += 1
    except (SMTPException, OSError) as error:
        logger.warning("The mail server does not answer; digests are tried again: %s", type(error).__name__)
        done["unreachable"] += 1
    finally:
        connection.close()
    return done


def _attempt(person: User, period: str, connection: BaseEmailBackend) -> str:
    """One person's digest; whatever goes wrong with it is theirs alone."""
    digest = claim(person, period)
    if digest is None:
        return "taken"
    try:
        return _send(digest, connection)
    except (SMTPServerDisconnected, ConnectionError, TimeoutError):
        # It may have been taken or not: the next period's digest has its notices again, and this one's is not doubled.
        raise
    except (SMTPException, ValueError) as error:
        logger.warning("The digest of account %s is not taken: %s", person.pk, type(error).__name__)
    except Exception:
        logger.exception("The digest of account %s failed.", person.pk)
    _put_off(digest)
    return "failed"


def claim(person: User, period: str) -> Digest | None:
    """The person's digest of the period, for a while, or None when another worker has it or had it."""
    now = timezone.now()
    digest, _ = Digest.objects.get_or_create(person=person, period=period, defaults={"due_at": now})
    free = Digest.objects.filter(pk=digest.pk, state=Digest.State.WAITING, due_at__lte=now)
    if not free.update(due_at=now + LEASE, tries=F("tries") + 1):
        return None
    digest.refresh_from_db()
    return digest


def _send(digest: Digest, connection: BaseEmailBackend) -> str:
    """Reads what the person may see at this moment, says that it is handed over, and hands it over."""
    person = wanting().filter(pk=digest.person_id).first()
    lines = lines_for(person) if person else []
    if person is None or not lines:
        _settle(digest, [])
        return "empty"
    message = message_for(person, lines)
    message.connection = connection
    mine = Digest.objects.filter(pk=digest.pk, state=Digest.State.WAITING, due_at=digest.due_at)
    if not mine.update(state=Digest.State.HANDED):
        return "taken"
    message.send()
    _settle(digest, lines)
    return "sent"


@transaction.atomic
def _settle(digest: Digest, lines: list[Line]) -> None:
    """The mail server has it: its notices are in no other digest."""
    Digest.objects.filter(pk=digest.pk).update(state=Digest.State.DONE)
    Notice.objects.filter(pk__in=[line.notice.pk for line in lines]).update(mailed_at=timezone.now())


def _put_off(digest: Digest) -> None:
    given_up = digest.tries >= MOST_TRIES
    Digest.objects.filter(pk=digest.pk).update(
        state=Digest.State.GIVEN_UP if given_up else Digest.State.WAITING,
        due_at=timezone.now() + WAIT * 2 ** (digest.tries - 1),
    )


def beat() -> None:
    """What the worker does beside its tasks: some of what is due, from the morning on."""
    global _paused_until
    if not settings.SENDS_EMAIL or time.monotonic() < _paused_until or timezone.localtime().hour < HOUR:
        return
    done = send_due(most=BATCH)
    if not done or done["unreachable"]:
        _paused_until = time.monotonic() + PAUSE
