"""Asks the engine for one person: of what they may see now, and only while its index is the one that is kept true."""

import logging
from collections.abc import Callable
from typing import TypeVar

from materials import access
from search.engines import AwayError, Base, Engine, EngineError
from search.engines.choosing import engine
from search.indexing import answers_for
from search.models.standing import Standing

logger = logging.getLogger(__name__)

#: Above so many materials held back at once no engine is asked.
MOST_HELD_BACK = 1_000

Said = TypeVar("Said")


def ask_as(
    user: access.type_of_person, ask: Callable[[Engine, Base], Said], *, materials_only: bool = False
) -> Said | None:
    """What `ask` gets out of the engine for this person; None where no engine answers, of which the log says why.

    Of one that stays away it says so once, however many ask.
    """
    try:
        asking, base = ready_engine(), base_of(user, materials_only=materials_only)
        return None if asking is None or base is None else ask(asking, base)
    except AwayError:
        return None
    except EngineError as error:
        logger.warning("The search engine does not answer: %s", error)
        return None


def base_of(user: access.type_of_person, *, materials_only: bool = False) -> Base | None:
    """Where the person's questions start, asked of the database each time; None when too much is held back."""
    held_back = Standing.objects.filter(access_changed=True).values_list("material", flat=True)
    ids = frozenset(held_back[: MOST_HELD_BACK + 1])
    return Base(access.keys_of(user), ids, materials_only) if len(ids) <= MOST_HELD_BACK else None


def ready_engine() -> Engine | None:
    """The engine, if its index is the one that is kept true. Raises EngineError when it does not say."""
    asking = engine()
    return asking if answers_for(asking) else None
