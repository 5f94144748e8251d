"""Brings the index up to what the database says: the drain of everything that is pending."""

from django.db.models import Q
from django.db.models.functions import Now

from search.batches import BATCH
from search.engines import Engine, EngineError, Generation
from search.engines.choosing import engine
from search.loading import load_readable
from search.models.standing import IndexHead, Standing
from search.rebuilding import rebuild
from search.settling import MOST_TRIES, Written, expect, nothing_of, settle
from search.writing import writing


def drain(*, wait: bool = True) -> int:
    """Writes everything that is due; returns how many materials the index took.

    Raises BusyError when another process writes and `wait` is false, or builds the index that is missing; EngineError
    when the engine takes nothing.
    """
    with writing(wait=wait):
        asked = engine()
        if not answers_for(asked, probing=True):
            rebuild(asked)
        return catch_up(asked)


def catch_up(asked: Engine) -> int:
    """The drain itself, for who holds the writers' lock."""
    written = 0
    while batch := due():
        written += write(batch, into=asked.current())
    return written


def answers_for(asked: Engine, *, probing: bool = False) -> bool:
    """Whether the generation that answers is the one that the standings speak of, and of today's schema. One query.

    Raises EngineError, for somebody who is `probing` only when the engine does not answer at this very moment.
    """
    head = IndexHead.objects.filter(engine=asked.name).first()
    return head is not None and asked.holds(head.generation, probing=probing)


def due() -> list[int]:
    """Pending materials, longest waiting first, without those that wait for another try."""
    rows = Standing.objects.filter(pending=True, tries__lt=MOST_TRIES).filter(
        Q(next_try_at=None) | Q(next_try_at__lte=Now())
    )
    return list(rows.order_by("changed_at").values_list("material", flat=True)[:BATCH])


def write(batch: list[int], *, into: Generation) -> int:
    """Loads these materials as they are now and writes them; notes what was taken and what was refused."""
    loaded, unreadable = load_readable(batch)
    expect(map(Written.of, loaded))
    try:
        refused = into.write(loaded)
    except EngineError as error:
        _note_trouble(batch, str(error))
        raise
    settle([*map(Written.of, loaded), *nothing_of(unreadable)], refused | unreadable)
    return len(loaded) - len(refused)


def _note_trouble(batch: list[int], reason: str) -> None:
    """For the operator, with the material that has waited longest."""
    Standing.objects.filter(material=batch[0], pending=True).update(reason=reason[:2_000])
