"""Builds the index anew beside the one that answers, without losing what changes meanwhile.

The new generation is written from the database, then compared with it as often as it takes; only under the writers'
lock, and when it holds everything, is it promoted. Whatever changes after that is pending, and goes into the new one.
"""

from collections.abc import Callable, Iterable, Iterator

from django.db.models.functions import Now

from search.batches import BATCH, batches
from search.engines import Engine, EngineError, Generation, Refusal
from search.loading import load_parts
from search.models.standing import IndexHead, Standing
from search.settling import Written, hold_back, nothing_of, settle
from search.sources import states_of, without_standing
from search.verifying import compare, stretches
from search.writing import building

#: Comparisons before it is good enough: so many materials that are changing at this very moment, and so many that
#: cannot be stored, are no reason to keep all others from being found.
ROUNDS, CHANGING, LEFT_OUT = 5, BATCH, 50

Progress = Callable[[int, int], None]


class Rebuild:
    """A new generation on its way, for who holds the builders' lock.

    `refused` are materials that it did not take, with the reasons.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.generation: Generation = engine.begin()
        self.refused: dict[int, Refusal] = {}

    def fill(self, progress: Progress = lambda done, total: None) -> int:
        """Writes every material, in the order of their ids; returns how many there were. Takes time, and no lock."""
        stand_for_all()
        total = Standing.objects.count()
        self._write(_told(_all_in_order(), total, progress))
        return total

    def finish(self) -> None:
        """Writes what has changed meanwhile and lets the generation answer. Call it under the writers' lock.

        What is still different after so many rounds, because people go on changing it or because it cannot be stored,
        stays pending, held back, and is written by the next drain. Raises EngineError, and changes nothing, when it is
        more than that.
        """
        stand_for_all()
        for _ in range(ROUNDS):
            left = compare(self.generation, with_pending=True).materials
            if not left:
                break
            self._write(left)
        else:
            left = compare(self.generation, with_pending=True).materials
            self._demand_that_it_is_good_enough(left)
        self._promote(left)

    def _demand_that_it_is_good_enough(self, left: list[int]) -> None:
        refused = [self.refused[material] for material in left if material in self.refused]
        too_many = len(left) - len(refused) > CHANGING or len(refused) > LEFT_OUT
        nobody_would_write = Standing.objects.filter(material__in=left).count() < len(left)
        if too_many or nobody_would_write or any(refusal.for_now for refusal in refused):
            reasons = sorted({refusal.reason for refusal in refused})[:3]
            raise EngineError(f"The new index lacks {len(left)} materials and does not come to hold them. {reasons}")

    def _write(self, materials: Iterable[int]) -> None:
        unreadable: dict[int, Refusal] = {}
        refused = self.generation.write(load_parts(materials, unreadable))
        self.refused = unreadable | refused

    def _promote(self, left: list[int]) -> None:
        Standing.objects.filter(material__in=left, pending=False).update(pending=True)
        for ids in stretches():
            hold_back(list(Standing.objects.within(ids).filter(pending=True).values_list("material", flat=True)))
        self.engine.promote(self.generation)
        settle(nothing_of(material for material in left if material in self.refused), self.refused)
        IndexHead.objects.update_or_create(
            engine=self.engine.name, defaults={"generation": self.generation.name, "verified_at": None}
        )
        IndexHead.objects.exclude(engine=self.engine.name).delete()
        for ids in stretches():
            settle_held(self.generation, ids)


def settle_held(generation: Generation, ids: range) -> None:
    """Notes of what is pending in this range what the index holds at its newest revision.

    Revisions are read last: where one is still what the index holds, nothing moved while the rows were read. Of what
    the index does not hold this cannot be said: it stays pending.
    """
    pending = list(Standing.objects.within(ids).filter(pending=True).values_list("material", flat=True))
    held = generation.revisions(ids) if pending else {}
    for batch in batches(pending):
        readers = {number: state.readers for number, state in states_of(batch).items()}
        newest = Standing.objects.filter(material__in=batch).values_list("material", "revision")
        settle((Written(pk, at, readers.get(pk, "")) for pk, at in newest if held.get(pk) == at), {})


def _all_in_order() -> Iterator[int]:
    for ids in stretches():
        yield from list(Standing.objects.within(ids).order_by("material").values_list("material", flat=True))


def _told(materials: Iterable[int], total: int, progress: Progress) -> Iterator[int]:
    """The same, telling of every batch when more is asked for."""
    done = 0
    for batch in batches(materials):
        yield from batch
        done += len(batch)
        progress(done, max(total, done))


def rebuild(engine: Engine) -> None:
    """The whole of it, under the writers' lock. Raises BusyError while another process is building."""
    with building():
        build = Rebuild(engine)
        build.fill()
        build.finish()


def stand_for_all() -> None:
    """A standing for everything, for what came by no service: a restored database, an older release."""
    for ids in stretches():
        for rows in batches(list(without_standing(ids))):
            Standing.objects.bulk_create(
                [Standing(material=number, title=title, changed_at=Now()) for number, title in rows],
                ignore_conflicts=True,
            )
