"""Looks again for what people have saved, as they are now, and tells them what is new."""

import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from materials.models.material import Material
from search.criteria import Criteria, read_criteria
from search.finding import find
from search.models.saved import REMOVED_DAYS, SavedSearch, SearchFind
from teams.inbox import Kind, tell

logger = logging.getLogger(__name__)

#: How often a search is asked again.
EVERY = timedelta(hours=6)
#: A material may be found later than it was shared, when the index was late; what was told before is not told again.
LATE = timedelta(days=1)
#: Materials of one search that one is told of at a time; the next ones come with the next look.
MOST_TOLD = 10
#: Pages of answers that are looked through for those.
MOST_PAGES = 5
#: Searches of one beat, and seconds between two looks when none is due.
BATCH, PAUSE = 10, 30.0

_paused_until = 0.0


def criteria_of(search: SavedSearch) -> Criteria:
    return read_criteria(QueryDict(search.query))


def look_again(*, most: int | None = None) -> int:
    """Asks the searches that are due; returns how many there were. Two workers at once tell nobody twice."""
    now = timezone.now()
    waiting = SavedSearch.objects.filter(removed_at=None, looked_at__lte=now - EVERY, person__is_active=True)
    due = list(waiting.select_related("person").order_by("looked_at")[:most])
    if not due:
        return 0
    since = due[0].looked_at - LATE
    if not Material.objects.published().filter(last_published_at__gt=since).exists():
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
    news = _news_of(search)
    if news is None:
        return False
    _tell(search, news, now)
    return True


def _news_of(search: SavedSearch) -> list[Material] | None:
    """The newest that the person was not told of yet, mostly all on the first page; None when no engine answered."""
    criteria, since = replace(criteria_of(search), sort="newest"), max(search.created_at, search.looked_at - LATE)
    news: list[Material] = []
    for page in range(1, MOST_PAGES + 1):
        results = find(criteria, user=search.person, page=page, materials_only=True)
        if results.engine == "database":
            return None
        found = [hit.material for hit in results.hits]
        finds = SearchFind.objects.filter(search=search, material__in=found)
        told = set(finds.values_list("material", flat=True))
        news += [row for row in found if row.pk not in told and is_news(row, search, since)]
        if len(news) >= MOST_TOLD or page >= results.pages or not all(is_since(row, since) for row in found):
            break
    return news[:MOST_TOLD]


def is_since(material: Material, since: datetime) -> bool:
    """Drafts of one's team are found, and are no news."""
    shared = material.last_published_at if material.live else None
    return shared is not None and shared > since


def is_news(material: Material, search: SavedSearch, since: datetime) -> bool:
    """Shared since then, by somebody else."""
    return is_since(material, since) and material.created_by_id != search.person_id


@transaction.atomic
def _tell(search: SavedSearch, news: list[Material], now: datetime) -> None:
    """Unless another worker looked meanwhile, or the search was removed."""
    mine = SavedSearch.objects.filter(pk=search.pk, looked_at=search.looked_at, removed_at=None)
    if not mine.update(looked_at=now):
        return
    for material in reversed(news):
        found, is_new = SearchFind.objects.get_or_create(search=search, material_id=material.pk)
        if is_new:
            tell(Kind.SEARCH_NEWS, [search.person], by=None, target=found)


def beat() -> None:
    """What the worker does beside its tasks: asks a few of the searches that are due."""
    global _paused_until
    if time.monotonic() >= _paused_until and look_again(most=BATCH) < BATCH:
        _paused_until = time.monotonic() + PAUSE


def forget() -> int:
    """What housekeeping does: destroys searches that were removed long ago."""
    old = timezone.now() - timedelta(days=REMOVED_DAYS)
    return SavedSearch.objects.filter(removed_at__lte=old).delete()[0]
