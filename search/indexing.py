"""Brings the index up to what the database says: the drain of everything that is pending."""

from django.db.models import Q
from django.db.models.functions import Now

from search.batches import BATCH
from search.documents import load_now
from search.engines import Engine, Generation
from search.engines.choosing import engine
from search.models.standing import IndexHead, Standing
from search.rebuilding import rebuild
from search.settling import MOST_TRIES, Written, settle
from search.writing import writing


def drain(*, wait: bool = True) -> int:
    """Writes everything that is due; returns how many materials the index took.

    Raises BusyError when another process writes and `wait` is false, EngineError when the engine takes nothing.
    """
    with writing(wait=wait):
        asked = engine()
        if not answers_for(asked):
            rebuild(asked)
        return catch_up(asked)


def catch_up(asked: Engine) -> int:
    """The drain itself, for who holds the writers' lock."""
    written = 0
    while batch := due():
        written += write(batch, into=asked.current())
    return written


def answers_for(asked: Engine) -> bool:
    """Whether the generation that answers is the one that the standings speak of, and of today's schema. One query."""
    head = IndexHead.objects.filter(engine=asked.name).first()
    return head is not None and asked.holds(head.generation)


def due() -> list[int]:
    """Pending materials, longest waiting first, without those that wait for another try."""
    rows = Standing.objects.filter(pending=True, tries__lt=MOST_TRIES).filter(
        Q(next_try_at=None) | Q(next_try_at__lte=Now())
    )
    return list(rows.order_by("changed_at").values_list("material", flat=True)[:BATCH])


def write(batch: list[int], *, into: Generation) -> int:
    """Loads these materials as they are now and writes them; notes what was taken and what was refused."""
    Standing.objects.filter(material__in=batch, in_index=False).update(in_index=True)
    loaded = load_now(batch)
    refused = into.write(loaded)
    settle(map(Written.of, loaded), refused)
    return len(loaded) - len(refused)
