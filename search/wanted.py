"""Notes what people looked for in vain, and forgets it: a number, and for thirty days that somebody did."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from search.analysis.letters import canonical
from search.models.wanted import Wanted, WantedBy
from teams.models.user import User

#: Days for which it is known that somebody looked for something, and days after which nobody wants it any more.
REMEMBERED, WANTED = 30, 365
#: So many people before anybody is shown what they looked for.
SEVERAL = 2


def note(words: Sequence[str], *, by: User) -> None:
    """One person looked for these words in vain. Within thirty days the same person changes nothing more."""
    key = key_of(words)
    who = _salted("person", f"{key} {by.pk}")
    if WantedBy.objects.filter(wanted__key=key, who=who, on__gt=_forgotten_on()).exists():
        return
    with transaction.atomic():
        Wanted.objects.get_or_create(key=key, defaults={"last_on": timezone.localdate()})
        _note(Wanted.objects.select_for_update().get(key=key), " ".join(words), who)


def key_of(words: Sequence[str]) -> str:
    """The same for the same words in any order and spelling of æ, ø and å."""
    return _salted("words", " ".join(sorted(map(canonical, words))))


def forget() -> int:
    """What housekeeping does: purges hashes, searches that no two people came to share, and what nobody wants now."""
    hashes, _ = WantedBy.objects.filter(on__lte=_forgotten_on()).delete()
    alone, _ = Wanted.objects.filter(words="", by=None).delete()
    old, _ = Wanted.objects.filter(last_on__lte=timezone.localdate() - timedelta(days=WANTED)).delete()
    return hashes + alone + old


def _note(wanted: Wanted, words: str, who: str) -> None:
    """On a row that nobody else is at: of two people at once the second sees the first."""
    wanted.by.filter(on__lte=_forgotten_on()).delete()
    today = timezone.localdate()
    if not wanted.by.get_or_create(who=who, defaults={"on": today})[1]:
        return
    people = wanted.by.count()
    wanted.times = wanted.times + 1 if wanted.words else people
    wanted.last_on = today
    if people >= SEVERAL and not wanted.words:
        wanted.words = words
    wanted.save(update_fields=["times", "last_on", "words"])


def _forgotten_on() -> date:
    """The last day of which no person is remembered."""
    return timezone.localdate() - timedelta(days=REMEMBERED)


def _salted(purpose: str, value: str) -> str:
    return salted_hmac(f"search.wanted.{purpose}", value, algorithm="sha256").hexdigest()
