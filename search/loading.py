"""Loads materials for an index, as many as can be held at once, and leaves out those that cannot be read."""

import logging
from collections.abc import Iterable, Iterator

from django.db import DatabaseError
from django.db.models import Sum

from materials.models.attachment import Attachment
from search import numbers
from search.batches import batches
from search.documents import load_now
from search.engines import Refusal
from search.schema import IndexedMaterial

logger = logging.getLogger(__name__)

#: Pages of files that are loaded in one go: memory shall not grow with the thickness of a school's handbooks.
MOST_PAGES = 2_500


def load_parts(ids: Iterable[int], unreadable: dict[int, Refusal]) -> Iterator[list[IndexedMaterial]]:
    """These materials, each as it is when its part is asked for; why some cannot be read is added to `unreadable`."""
    for part in in_parts(ids):
        loaded, refused = load_readable(part)
        unreadable.update(refused)
        yield loaded


def in_parts(ids: Iterable[int]) -> Iterator[list[int]]:
    """The same in order, as many as are loaded in one go. A query for every `BATCH`."""
    for batch in batches(ids):
        yield from _thin(batch)


def _thin(ids: list[int]) -> Iterator[list[int]]:
    """In parts of so many pages at most; what has more is a part by itself."""
    files = Attachment.objects.filter(material__in=numbers.materials(ids))
    pages = dict(files.values("material").annotate(of_all=Sum("page_count")).values_list("material", "of_all"))
    part, held = list[int](), 0
    for number in ids:
        more = pages.get(number) or 0
        if part and held + more > MOST_PAGES:
            yield part
            part, held = [], 0
        part.append(number)
        held += more
    if part:
        yield part


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
