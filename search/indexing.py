"""Brings the index up to what the database says: the drain of everything that is pending."""

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor

from django.db.models import Q
from django.db.models.functions import Now

from search.batches import BATCH
from search.engines import Engine, EngineError, Generation, Refusal
from search.engines.choosing import engine
from search.loading import in_parts, load_readable
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
    """The drain itself, for who holds the writers' lock. While the engine writes one batch, the next is loaded."""
    written = 0
    with ThreadPoolExecutor(1, "pen") as pen:
        batch = Batch(due())
        while batch.materials:
            batch.expect()
            given = pen.submit(asked.current().write, batch.loaded)
            following = Batch(due(without=batch.materials))
            written += batch.note(given.result)
            batch = following if following.materials else Batch(due())
    return written


def answers_for(asked: Engine, *, probing: bool = False) -> bool:
    """Whether the generation that answers is the one that the standings speak of, and of today's schema. One query.

    Raises EngineError, for somebody who is `probing` only when the engine does not answer at this very moment.
    """
    head = IndexHead.objects.filter(engine=asked.name).first()
    return head is not None and asked.holds(head.generation, probing=probing)


def due(*, without: Collection[int] = ()) -> list[int]:
    """Pending materials, longest waiting first, as many as are loaded in one go; without those that wait for a try."""
    rows = Standing.objects.filter(pending=True, tries__lt=MOST_TRIES).filter(
        Q(next_try_at=None) | Q(next_try_at__lte=Now())
    )
    rows = rows.exclude(material__in=without) if without else rows
    return next(in_parts(list(rows.order_by("changed_at").values_list("material", flat=True)[:BATCH])), [])


class Batch:
    """Materials on their way into an index, as they were when they were loaded."""

    def __init__(self, materials: list[int]) -> None:
        self.materials = materials
        self.loaded, self.unreadable = load_readable(materials)

    def expect(self) -> None:
        """To be called before they are given to an index."""
        expect(map(Written.of, self.loaded))

    def note(self, given: Callable[[], dict[int, Refusal]]) -> int:
        """Notes what was taken and what was refused, which `given` knows; returns how many were taken."""
        try:
            refused = given()
        except EngineError as error:
            self._note_trouble(str(error))
            raise
        settle([*map(Written.of, self.loaded), *nothing_of(self.unreadable)], refused | self.unreadable)
        return len(self.loaded) - len(refused)

    def _note_trouble(self, reason: str) -> None:
        """For the operator, with the material that has waited longest."""
        Standing.objects.filter(material=self.materials[0], pending=True).update(reason=reason[:2_000])


def write(materials: list[int], *, into: Generation) -> int:
    """Loads these materials as they are now, writes them and notes it; returns how many were taken."""
    batch = Batch(materials)
    batch.expect()
    return batch.note(lambda: into.write(batch.loaded))
