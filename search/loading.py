"""Loads materials for an index, and leaves out those that cannot be read."""

import logging

from django.db import DatabaseError

from search.documents import load_now
from search.engines import Refusal
from search.schema import IndexedMaterial

logger = logging.getLogger(__name__)


def load_readable(ids: list[int]) -> tuple[list[IndexedMaterial], dict[int, Refusal]]:
    """These materials as they are now, and why some of them cannot be read: in halves, until those stand alone."""
    try:
        return load_now(ids), {}
    except DatabaseError:
        raise
    except Exception as error:
        if len(ids) == 1:
            logger.exception("Material %s cannot be read for the index.", ids[0])
            return [], {ids[0]: Refusal(f"It cannot be read: {type(error).__name__}: {error}")}
    middle = len(ids) // 2
    (first, refused), (second, more) = load_readable(ids[:middle]), load_readable(ids[middle:])
    return first + second, refused | more
