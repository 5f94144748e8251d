"""Holds an index against the database, both ways, a stretch of ids at a time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db.models import F
from django.db.models.functions import Now

from search import numbers
from search.batches import batches
from search.engines import Engine, Generation
from search.models.standing import IndexHead, Standing
from search.settling import MOST_TRIES, note_locked, rows_of
from search.sources import highest, readable

#: Ids that are compared at a time: memory stays the same at any size.
STRETCH = 20_000
#: No id is as high.
END = 2**62


@dataclass(frozen=True)
class Comparison:
    """By number what the index lacks, holds though nobody may find them, or holds at another revision.

    The last two with the revision that the index holds.
    """

    missing: list[int] = field(default_factory=list)
    ghosts: dict[int, int] = field(default_factory=dict)
    wrong: dict[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.missing or self.ghosts or self.wrong)

    @property
    def materials(self) -> list[int]:
        return [*self.missing, *self.wrong, *self.ghosts]

    @property
    def counts(self) -> dict[str, int]:
        return {"missing": len(self.missing), "ghosts": len(self.ghosts), "wrong": len(self.wrong)}


def compare(generation: Generation, *, with_pending: bool = False, even: Collection[int] = ()) -> Comparison:
    """Materials that wait to be indexed are no difference, unless they are asked for: all of them, or `even` these.

    A dead letter waits no more.
    """
    found = Comparison()
    asked_for = frozenset(even)
    for ids in stretches():
        _compare(generation, ids, found, with_pending=with_pending, even=asked_for)
    return found


def stretches() -> Iterator[range]:
    """Ranges of numbers in order, which together hold every number that there is or can be: materials first."""
    material, collection = highest()
    yield from _stretches(0, material, numbers.FIRST)
    yield from _stretches(numbers.FIRST, collection, END)


def _stretches(first: int, highest: int, end: int) -> Iterator[range]:
    """Up to the highest in small ranges, and what lies beyond it in one."""
    starts = range(first, highest + 1, STRETCH)
    yield from (range(start, start + STRETCH) for start in starts)
    yield range(first + len(starts) * STRETCH, end)


def _compare(
    generation: Generation, ids: range, found: Comparison, *, with_pending: bool, even: Collection[int]
) -> None:
    held = generation.revisions(ids)
    wanted = readable(ids)
    standings = Standing.objects.within(ids).values_list("material", "revision", "pending", "tries")
    for material, revision, pending, tries in standings:
        is_held, is_readable = held.pop(material, None), material in wanted
        wanted.discard(material)
        if pending and tries < MOST_TRIES and not with_pending and material not in even:
            continue
        if is_held is None and is_readable:
            found.missing.append(material)
        elif is_held is not None and not is_readable:
            found.ghosts[material] = is_held
        elif is_held is not None and is_held != revision:
            found.wrong[material] = is_held
    found.missing.extend(sorted(wanted))
    found.ghosts.update(held)


def verify(engine: Engine, *, even: Collection[int] = ()) -> Comparison:
    """Compares the generation that answers, and notes when. Under the writers' lock nothing moves meanwhile."""
    found = compare(engine.current(), even=even)
    IndexHead.objects.filter(engine=engine.name).update(verified_at=Now(), verified=found.counts)
    return found


def repair(found: Comparison) -> None:
    """Has everything that differs written anew by the next drain, above the revision that the index holds.

    Nobody holds the materials meanwhile, so no row is waited for while others are held.
    """
    changed = {"pending": True, "tries": 0, "next_try_at": None, "changed_at": Now()}
    for some in batches(found.materials):
        Standing.objects.bulk_create([Standing(material=pk, changed_at=Now()) for pk in some], ignore_conflicts=True)
        note_locked(some, lambda rows: rows_of(rows).update(revision=F("revision") + 1, **changed))
    for material, revision in (found.ghosts | found.wrong).items():
        Standing.objects.filter(material=material, revision__lte=revision).update(revision=revision + 1)
