"""Builds the index anew beside the one that answers, without losing what changes meanwhile.

The new generation is written from the database, then compared with it as often as it takes; only under the writers'
lock, and when it holds everything, is it promoted. Whatever changes after that is pending, and goes into the new one.
"""

from collections.abc import Callable

from django.db.models.functions import Now

from materials.models.material import Material
from search.documents import load_now
from search.engines import Engine, EngineError, Generation
from search.marking import title_of
from search.models.standing import IndexHead, Standing
from search.settling import Written, settle
from search.verifying import compare

BATCH = 500
#: Comparisons before what is always refused stops the rebuild.
ROUNDS = 5

Progress = Callable[[int, int], None]


class Rebuild:
    """A new generation on its way. `written` is what it was given last of each material."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.generation: Generation = engine.begin()
        self.written: dict[int, Written] = {}
        self.refused: dict[int, str] = {}

    def fill(self, progress: Progress = lambda done, total: None) -> None:
        """Writes every material. Takes its time, and no lock."""
        stand_for_all()
        self._write(list(Standing.objects.order_by("material").values_list("material", flat=True)), progress)

    def finish(self) -> None:
        """Writes what has changed meanwhile and lets the generation answer. Call it under the writers' lock.

        Raises EngineError, and changes nothing, when something is refused.
        """
        stand_for_all()
        Standing.objects.filter(in_index=False).update(in_index=True)
        for _ in range(ROUNDS):
            found = compare(self.generation, with_pending=True)
            if not found:
                return self._promote()
            self._write([*found.missing, *found.wrong, *found.ghosts])
        raise EngineError(f"The new index does not come to hold everything: {list(self.refused.items())[:3]}")

    def _write(self, ids: list[int], progress: Progress = lambda done, total: None) -> None:
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            loaded = load_now(batch)
            self.refused |= self.generation.write(loaded)
            self.written |= {indexed.material: Written.of(indexed) for indexed in loaded}
            progress(min(start + BATCH, len(ids)), len(ids))

    def _promote(self) -> None:
        self.engine.promote(self.generation.name)
        IndexHead.objects.update_or_create(
            engine=self.engine.name, defaults={"generation": self.generation.name, "verified_at": None}
        )
        IndexHead.objects.exclude(engine=self.engine.name).delete()
        waiting = Standing.objects.filter(pending=True).values_list("material", flat=True)
        settled = [self.written[material] for material in waiting if material in self.written]
        for start in range(0, len(settled), BATCH):
            settle(settled[start : start + BATCH], {})


def rebuild(engine: Engine) -> None:
    """The whole of it, under the writers' lock."""
    build = Rebuild(engine)
    build.fill()
    build.finish()


def stand_for_all() -> None:
    """A standing for every material, for those that came by no service: a restored database, an older release."""
    missing = Material.objects.exclude(pk__in=Standing.objects.values("material")).only("title")
    Standing.objects.bulk_create(
        [Standing(material=row.pk, title=title_of(row), changed_at=Now()) for row in missing],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
