"""Looks again for what people have saved, as they are now, and tells them what is new."""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from search import numbers
from search.models.saved import REMOVED_DAYS, SavedSearch, SearchFind
from search.saved.news import LATE, is_anything_shared, news_of
from teams.inbox import Kind, tell

logger = logging.getLogger(__name__)

#: How often a search is asked again.
EVERY = timedelta(hours=6)
#: Searches of one beat, and seconds between two looks when none is due.
BATCH, PAUSE = 10, 30.0

_paused_until = 0.0


def look_again(*, most: int | None = None) -> int:
    """Asks the searches that are due; returns how many there were. Two workers at once tell nobody twice."""
    now = timezone.now()
    waiting = SavedSearch.objects.filter(removed_at=None, looked_at__lte=now - EVERY, person__is_active=True)
    due = list(waiting.select_related("person").order_by("looked_at")[:most])
    if not due:
        return 0
    if not is_anything_shared(due[0].looked_at - LATE):
        return waiting.filter(pk__in=[search.pk for search in due]).update(looked_at=now)
    return sum(_look_or_pass(search, now) for search in due)


def _look_or_pass(search: SavedSearch, now: datetime) -> bool:
    """A search that breaks something is passed over until next time: it must not stop the others."""
    try:
        return look(search, now=now)
    except Exception:
        logger.exception("Saved search %s cannot be asked.", search.pk)
        return bool(SavedSearch.objects.filter(pk=search.pk).update(looked_at=now))


def look(search: SavedSearch, *, now: datetime) -> bool:
    """Tells of what the search finds since last time. False when no engine answered, and it is looked again later."""
    news = news_of(search)
    if news is None:
        return False
    _tell(search, news, now)
    return True


@transaction.atomic
def _tell(search: SavedSearch, news: list[int], now: datetime) -> None:
    """Unless another worker looked meanwhile, or the search was removed."""
    mine = SavedSearch.objects.filter(pk=search.pk, looked_at=search.looked_at, removed_at=None)
    if not mine.update(looked_at=now):
        return
    for number in reversed(news):
        found, is_new = SearchFind.objects.get_or_create(search=search, **_thing(number))
        if is_new:
            tell(Kind.SEARCH_NEWS, [search.person], by=None, target=found)


def _thing(number: int) -> dict[str, Any]:
    """The column of the find that says what has this number."""
    if numbers.is_collection(number):
        return {"collection_id": numbers.collections([number])[0]}
    return {"material_id": number}


def beat() -> None:
    """What the worker does beside its tasks: asks a few of the searches that are due."""
    global _paused_until
    if time.monotonic() >= _paused_until and look_again(most=BATCH) < BATCH:
        _paused_until = time.monotonic() + PAUSE


def forget() -> int:
    """What housekeeping does: destroys searches that were removed long ago."""
    old = timezone.now() - timedelta(days=REMOVED_DAYS)
    return SavedSearch.objects.filter(removed_at__lte=old).delete()[0]
