"""Rights that the team has said since: they wait, while what was approved or submitted stands as it was."""

from materials.models.material import Material
from materials.models.submission import CLAIM, Submission, WaitingRights
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Review


def must_wait(row: Material) -> bool:
    """Whether a change of rights goes through review: beyond the school, and of what editors are reading now.

    Whoever calls has seen that the change narrows nothing: what narrows never waits.
    """
    return row.review == Review.IN_REVIEW or (row.live and row.reach > WIDEST_WITHOUT_REVIEW)


def row_claim(row: Material) -> dict[str, str]:
    """What the row says now, which is what readers are told."""
    return {name: getattr(row, name) for name in CLAIM}


def claim_of(row: Material) -> dict[str, str]:
    """What the team says last: the rights that wait, else the row's. One query."""
    waiting = WaitingRights.objects.filter(material=row.pk).first()
    return waiting.claim if waiting else row_claim(row)


def keep(row: Material, claim: dict[str, str]) -> None:
    """Has the claim wait, unless it says what stands anyway."""
    if claim == row_claim(row) and row.review != Review.IN_REVIEW:
        forget(row)
    else:
        WaitingRights.objects.update_or_create(material_id=row.pk, defaults=claim)


def forget(row: Material) -> None:
    WaitingRights.objects.filter(material=row.pk).delete()


def approved(row: Material, asked: Submission) -> None:
    """What was submitted has become the row's; what was said after it goes on waiting."""
    WaitingRights.objects.filter(material=row.pk, **asked.claim).delete()


def settle(material: Material) -> None:
    """Writes what waits into the row once nothing stands against it: no review, and no reach beyond the school."""
    row = Material.objects.get(pk=material.pk)
    waiting = WaitingRights.objects.filter(material=row.pk).first()
    if waiting is not None and not must_wait(row):
        Material.objects.filter(pk=row.pk).update(**waiting.claim)
        waiting.delete()
    elif waiting is not None and waiting.claim == row_claim(row):
        waiting.delete()
