"""Holds an index against the database, both ways."""

from dataclasses import dataclass, field

from django.db.models import F
from django.db.models.functions import Now

from materials.models.material import Material
from search.engines import Engine, Generation
from search.models.standing import IndexHead, Standing


@dataclass(frozen=True)
class Comparison:
    """Materials that the index lacks, holds though nobody may find them, or holds at another revision.

    The last two with the revision that the index holds.
    """

    missing: list[int] = field(default_factory=list)
    ghosts: dict[int, int] = field(default_factory=dict)
    wrong: dict[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.missing or self.ghosts or self.wrong)

    @property
    def counts(self) -> dict[str, int]:
        return {"missing": len(self.missing), "ghosts": len(self.ghosts), "wrong": len(self.wrong)}


def compare(generation: Generation, *, with_pending: bool = False) -> Comparison:
    """Materials that wait to be indexed are no difference, unless they are asked for."""
    readable = set(Material.objects.filter(trashed_at=None).values_list("pk", flat=True))
    standings = {row[0]: row for row in Standing.objects.values_list("material", "revision", "pending").iterator()}
    found = Comparison()
    held = dict(generation.revisions())
    for material, revision, pending in standings.values():
        if pending and not with_pending:
            continue
        if material in readable and material not in held:
            found.missing.append(material)
        elif material in held and material not in readable:
            found.ghosts[material] = held[material]
        elif held.get(material, revision) != revision:
            found.wrong[material] = held[material]
    found.missing.extend(readable - standings.keys())
    found.ghosts.update({material: revision for material, revision in held.items() if material not in standings})
    return found


def verify(engine: Engine) -> Comparison:
    """Compares the generation that answers, and notes when. Under the writers' lock nothing moves meanwhile."""
    found = compare(engine.current())
    IndexHead.objects.filter(engine=engine.name).update(verified_at=Now(), verified=found.counts)
    return found


def repair(found: Comparison) -> None:
    """Has everything that differs written anew by the next drain, above the revision that the index holds."""
    again = [*found.missing, *found.wrong, *found.ghosts]
    Standing.objects.bulk_create([Standing(material=pk, changed_at=Now()) for pk in again], ignore_conflicts=True)
    Standing.objects.filter(material__in=again).update(
        revision=F("revision") + 1, pending=True, tries=0, next_try_at=None, changed_at=Now()
    )
    for material, revision in (found.ghosts | found.wrong).items():
        Standing.objects.filter(material=material, revision__lte=revision).update(revision=revision + 1)
