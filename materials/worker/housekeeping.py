"""What is tidied once an hour: old trash, files that nobody names or has read, ended memberships, other rooms'."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from materials import tasks
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services.closing import forget_closings
from materials.uploads.store import expire
from materials.worker.sweeping import sweep_orphans
from teams.services import leaving

HOUSEKEEP_SECONDS = 3600
#: Finished tasks are kept so long, for an operator who asks what happened.
TASK_DAYS = 7

logger = logging.getLogger(__name__)

#: Tidies what is due, and returns how many; it may be called at any time.
Tidy = Callable[[], int]

_others: dict[str, Tidy] = {}


def register(name: str, tidy: Tidy) -> None:
    """For rooms that materials do not know of."""
    _others[name] = tidy


def steps() -> dict[str, Tidy]:
    """All that is to be tidied, in order."""
    return {
        "purged": Material.objects.purge,
        "swept": lambda: sweep_orphans(settings.FILES),
        "enqueued": enqueue_forgotten,
        "pruned": prune_tasks,
        "expired": expire,
        "lapsed": leaving.tidy,
        "forgotten": forget_closings,
        **_others,
    }


def housekeep() -> dict[str, int]:
    """Does it all once; returns how many of each were tidied. A step that fails is missing, and stops no other."""
    done: dict[str, int] = {}
    for name, tidy in steps().items():
        try:
            done[name] = tidy()
        except Exception:
            logger.exception("Housekeeping: “%s” failed. It is tried again next time.", name)
            if not connection.in_atomic_block:
                close_old_connections()  # the next step gets another one where this one is broken
    logger.info("Housekeeping: %s", done)
    return done


def enqueue_forgotten() -> int:
    """Asks again for files that wait to be read though no task will: the task table is not the truth, the row is."""
    hour_ago = timezone.now() - timedelta(hours=1)
    waiting = Attachment.objects.waiting().filter(created_at__lt=hour_ago).values_list("pk", flat=True)
    open_tasks = DBTaskResult.objects.filter(task_path=tasks.read_attachment.module_path)
    asked = {task.args_kwargs["args"][0] for task in open_tasks.exclude(pk__in=DBTaskResult.objects.finished())}
    forgotten = [pk for pk in waiting if pk not in asked]
    for pk in forgotten:
        tasks.read_attachment.enqueue(pk)
    return len(forgotten)


def prune_tasks() -> int:
    old = timezone.now() - timedelta(days=TASK_DAYS)
    return DBTaskResult.objects.finished().filter(finished_at__lt=old).delete()[0]
