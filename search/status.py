"""Where the index stands, for the operator: who answers, what waits, what was refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from search import numbers
from search.engines import EngineError
from search.engines.choosing import engine
from search.indexing import answers_for
from search.models.standing import IndexHead, Standing
from search.settling import MOST_TRIES

#: Dead letters that are named; more than these is one trouble, not many.
NAMED = 50


@dataclass(frozen=True)
class Status:
    """`lag`: how long the oldest change that is still due has waited.

    `trouble`: why the engine does not answer, or why it did not take the change that has waited longest.
    """

    engine: str
    answers: bool
    trouble: str
    materials: int
    collections: int
    waiting: int
    lag: timedelta
    held_back: int
    dead: list[Standing]
    verified_at: datetime | None
    verified: dict[str, int]


def status() -> Status:
    asked = engine()
    answers, trouble = False, ""
    try:
        answers = answers_for(asked, probing=True)
    except EngineError as error:
        trouble = str(error)
    waiting = Standing.objects.filter(pending=True, tries__lt=MOST_TRIES)
    held = Standing.objects.filter(in_index=True)
    oldest = waiting.order_by("changed_at", "material").first()
    head = IndexHead.objects.filter(engine=asked.name).first()
    return Status(
        engine=asked.name,
        answers=answers,
        trouble=trouble or (oldest.reason if oldest else ""),
        materials=held.filter(material__lt=numbers.FIRST).count(),
        collections=held.filter(material__gte=numbers.FIRST).count(),
        waiting=waiting.count(),
        lag=max(timezone.now() - oldest.changed_at, timedelta()) if oldest else timedelta(),
        held_back=Standing.objects.filter(access_changed=True).count(),
        dead=list(Standing.objects.filter(pending=True, tries__gte=MOST_TRIES).order_by("changed_at")[:NAMED]),
        verified_at=head.verified_at if head else None,
        verified=head.verified if head else {},
    )
