"""What the worker does for search beside its tasks: a drain several times a second, and once a day a look at all."""

import logging
import time
from datetime import timedelta

from django.utils import timezone

from search.engines import EngineError
from search.engines.choosing import engine
from search.indexing import answers_for, drain
from search.models.standing import IndexHead
from search.verifying import repair, verify
from search.writing import BusyError, writing

logger = logging.getLogger(__name__)

#: Seconds between two tries while the engine takes nothing: of the ten after which it has caught up when it is back.
PAUSE = 0.5
#: How long the index is trusted without being held against the database.
TRUSTED = timedelta(days=1)


class Indexer:
    """Brings the index up to date beat by beat; while the engine takes nothing, only now and then."""

    def __init__(self) -> None:
        self._paused_until = 0.0
        self._trouble = ""

    def beat(self) -> None:
        """Another process that is at it does so for us."""
        if time.monotonic() < self._paused_until:
            return
        try:
            drain(wait=False)
        except BusyError:
            return
        except EngineError as error:
            self._pause(str(error))
        else:
            self._go_on()

    def _pause(self, trouble: str) -> None:
        """Says it once, however long it lasts."""
        self._paused_until = time.monotonic() + PAUSE
        if trouble != self._trouble:
            logger.warning("The search index takes nothing; it is tried again and again: %s", trouble)
            self._trouble = trouble

    def _go_on(self) -> None:
        if self._trouble:
            logger.warning("The search index takes everything again.")
            self._trouble = ""


def verify_daily() -> int:
    """Holds the index against the database when that was last done a day ago; returns how many materials differed.

    These are written anew by the next drain. When the engine does not answer, or somebody is writing, the next hour
    will do.
    """
    asked = engine()
    head = IndexHead.objects.filter(engine=asked.name).first()
    if head is None or (head.verified_at and head.verified_at > timezone.now() - TRUSTED):
        return 0
    try:
        with writing(wait=False):
            return _verify_and_repair() if answers_for(asked) else 0
    except (BusyError, EngineError) as error:
        logger.warning("The search index was not verified: %s", error)
        return 0


def _verify_and_repair() -> int:
    found = verify(engine())
    repair(found)
    if found:
        logger.warning("The search index differed from the database; what differs is written anew: %s", found.counts)
    return len(found.materials)
