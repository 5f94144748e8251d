"""Builds the index anew beside the one that answers, without losing what changes meanwhile.

The new generation is written from the database, then compared with it as often as it takes; only under the writers'
lock, and when it holds everything, is it promoted. Whatever changes after that is pending, and goes into the new one.
"""

from collections.abc import Callable, Iterator

from django.db.models.functions import Now

from materials.models.material import Material
from search.batches import batches
from search.engines import Engine, EngineError, Generation, Refusal
from search.loading import load_readable
from search.marking import title_of
from search.models.standing import IndexHead, Standing
from search.readings import readings_of, signature
from search.settling import Written, hold_back, nothing_of, settle
from search.verifying import compare, stretches
from search.writing import building

#: Comparisons before what is always refused is left out of the new index, if it is no more than so many materials.
ROUNDS, LEFT_OUT = 5, 50

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
        """Writes every material, in the order of their ids; returns how many. Takes its time, and no lock."""
        stand_for_all()
        total, done = Standing.objects.count(), 0
        for batch in _all_in_order():
            self._write(batch)
            done += len(batch)
            progress(done, max(total, done))
        return done

    def finish(self) -> None:
        """Writes what has changed meanwhile and lets the generation answer. Call it under the writers' lock.

        A material that cannot be stored is left out, and tried again as after any refusal: one shall not keep all
        others from being found. Raises EngineError, and changes nothing, when more is missing than that.
        """
        stand_for_all()
        for _ in range(ROUNDS):
            found = compare(self.generation, with_pending=True)
            if not found:
                return self._promote([])
            for batch in batches(found.materials):
                self._write(batch)
        left = compare(self.generation, with_pending=True).materials
        if len(left) > LEFT_OUT or any(self._is_at_fault_for(material) for material in left):
            reasons = sorted({refusal.reason for refusal in self.refused.values()})[:3]
            raise EngineError(f"The new index does not come to hold everything: {reasons}")
        return self._promote(left)

    def _write(self, batch: list[int]) -> None:
        loaded, refused = load_readable(batch)
        refused |= self.generation.write(loaded)
        self.refused = {pk: why for pk, why in self.refused.items() if pk not in batch} | refused

    def _is_at_fault_for(self, material: int) -> bool:
        """Whether it is missing for another reason than its own."""
        return material not in self.refused or self.refused[material].for_now

    def _promote(self, left_out: list[int]) -> None:
        Standing.objects.filter(material__in=left_out).update(pending=True)
        for ids in stretches():
            hold_back(list(Standing.objects.within(ids).filter(pending=True).values_list("material", flat=True)))
        self.engine.promote(self.generation)
        settle(nothing_of(left_out), self.refused)
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
        rows = Material.objects.filter(pk__in=batch).select_related("team").prefetch_related("team__schools")
        readers = {row.pk: signature(readings_of(row)) for row in rows}
        newest = Standing.objects.filter(material__in=batch).values_list("material", "revision")
        settle((Written(pk, at, readers.get(pk, "")) for pk, at in newest if held.get(pk) == at), {})


def _all_in_order() -> Iterator[list[int]]:
    for ids in stretches():
        standings = Standing.objects.within(ids).order_by("material")
        yield from batches(list(standings.values_list("material", flat=True)))


def rebuild(engine: Engine) -> None:
    """The whole of it, under the writers' lock. Raises BusyError while another process is building."""
    with building():
        build = Rebuild(engine)
        build.fill()
        build.finish()


def stand_for_all() -> None:
    """A standing for every material, for those that came by no service: a restored database, an older release."""
    for ids in stretches():
        within = Material.objects.filter(pk__gte=ids.start, pk__lt=ids.stop)
        missing = within.exclude(pk__in=Standing.objects.within(ids).values("material")).only("title")
        for rows in batches(list(missing)):
            Standing.objects.bulk_create(
                [Standing(material=row.pk, title=title_of(row), changed_at=Now()) for row in rows],
                ignore_conflicts=True,
            )
