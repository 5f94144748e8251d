"""Brings the index up to what the database says: the drain of everything that is pending."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.db.models.functions import Now

from search.engines import Engine, EngineError, Generation, Refusal
from search.engines.choosing import engine
from search.loading import load_parts
from search.models.standing import IndexHead, Standing
from search.rebuilding import rebuild
from search.schema import IndexedMaterial
from search.settling import MOST_TRIES, Written, expect, nothing_of, settle
from search.writing import writing

#: Materials that are written and noted together: each round is a commit, which takes as long for one as for many.
ROUND = 10_000


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
    taken = 0
    while materials := due():
        taken += write(materials, into=asked.current())
    return taken


def answers_for(asked: Engine, *, probing: bool = False) -> bool:
    """Whether the generation that answers is the one that the standings speak of, and of today's schema. One query.

    Raises EngineError, for somebody who is `probing` only when the engine does not answer at this very moment.
    """
    head = IndexHead.objects.filter(engine=asked.name).first()
    return head is not None and asked.holds(head.generation, probing=probing)


def due() -> list[int]:
    """Pending materials, longest waiting first, as many as go into one `ROUND`; without those that wait for a try."""
    rows = Standing.objects.filter(pending=True, tries__lt=MOST_TRIES).filter(
        Q(next_try_at=None) | Q(next_try_at__lte=Now())
    )
    return list(rows.order_by("changed_at", "material").values_list("material", flat=True)[:ROUND])


def write(materials: list[int], *, into: Generation) -> int:
    """Loads these materials as they are now, writes them and notes it; returns how many were taken."""
    written: list[Written] = []
    unreadable: dict[int, Refusal] = {}
    try:
        refused = into.write(_expected(load_parts(materials, unreadable), written))
    except EngineError as error:
        _note_trouble(materials[0], str(error))
        raise
    settle([*written, *nothing_of(unreadable)], refused | unreadable)
    return len(written) - len(refused)


def _expected(parts: Iterable[list[IndexedMaterial]], written: list[Written]) -> Iterator[list[IndexedMaterial]]:
    """The same, noted before an index is given it, and added to `written`."""
    for part in parts:
        given = list(map(Written.of, part))
        expect(given)
        written += given
        yield part


def _note_trouble(material: int, reason: str) -> None:
    """For the operator, with the material that has waited longest."""
    Standing.objects.filter(material=material, pending=True).update(reason=reason[:2_000])
