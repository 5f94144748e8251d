"""Writes notices."""

import logging
import re
from collections.abc import Iterable
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import Model

from teams.inbox.kinds import Kind
from teams.models.inbox import Notice
from teams.models.user import User

logger = logging.getLogger(__name__)

#: A fact that is no number: a word of our own, never what somebody wrote.
WORD = re.compile(r"[a-z_]{1,40}")


def tell(kind: Kind, people: Iterable[User], *, by: User | None, target: Model, **facts: int | str) -> None:
    """Tells people of something that happened to `target`, in the caller's transaction.

    Whoever did it is not told, nor who has a closed account. What was told before in the same words and is not read yet
    is told anew instead of twice. Never fails its caller: what cannot be written is logged.
    """
    try:
        with transaction.atomic():
            _write(kind, {person.pk for person in people}, by, target, facts)
    except (DatabaseError, TypeError, ValueError):
        logger.exception("Nobody was told of %s.", kind)


def _write(kind: Kind, ids: set[int], by: User | None, target: Model, facts: dict[str, int | str]) -> None:
    if target.pk is None or not all(isinstance(fact, int) or WORD.fullmatch(fact) for fact in facts.values()):
        raise ValueError("A notice has a saved target, and its facts are numbers and words of our own.")
    if by is not None:
        ids.discard(by.pk)
    label = target._meta.label_lower
    told = list(User.objects.filter(pk__in=ids, is_active=True).values_list("pk", flat=True)) if ids else []
    same = Notice.objects.filter(kind=kind, target_type=label, target_id=target.pk, by=by, facts=facts)
    same.unread().filter(person__in=told).delete()
    Notice.objects.bulk_create(
        Notice(person_id=pk, kind=kind, by=by, target_type=label, target_id=target.pk, facts=facts) for pk in told
    )


def told_since(kind: Kind, model: type[Model], moment: datetime) -> set[int]:
    """Of which rows of the model anybody was told so since that moment, whether they have read it or not."""
    told = Notice.objects.filter(kind=kind, target_type=model._meta.label_lower, created_at__gt=moment)
    return set(told.values_list("target_id", flat=True))
