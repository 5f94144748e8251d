"""What is tidied once an hour: old trash, files that nobody names or has read, ended memberships, other rooms'."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from materials import tasks
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services.closing import forget_closings
from materials.uploads.store import expire
from teams.services import leaving

HOUSEKEEP_SECONDS = 3600
#: Finished tasks are kept so long, for an operator who asks what happened.
TASK_DAYS = 7
#: A file on disk younger than this may belong to a transaction that is still open.
ORPHAN_SECONDS = 24 * 3600

logger = logging.getLogger(__name__)

#: Tidies what is due, and returns how many; it may be called at any time.
Tidy = Callable[[], int]

_others: dict[str, Tidy] = {}


def register(name: str, tidy: Tidy) -> None:
    """For rooms that materials do not know of."""
    _others[name] = tidy


def housekeep() -> dict[str, int]:
    """Does it all once; returns how many of each were tidied."""
    done = {
        "purged": Material.objects.purge(),
        "swept": sweep_orphans(settings.FILES),
        "enqueued": enqueue_forgotten(),
        "pruned": prune_tasks(),
        "expired": expire(),
        "lapsed": leaving.tidy(),
        "forgotten": forget_closings(),
        **{name: tidy() for name, tidy in _others.items()},
    }
    logger.info("Housekeeping: %s", done)
    return done


def sweep_orphans(folder: Path) -> int:
    """Removes original files that no row names, such as those of purged materials and of saves that failed."""
    if not (folder / "originals").is_dir():
        return 0
    swept = 0
    for path in (folder / "originals").rglob("*"):
        old = path.is_file() and time.time() - path.stat().st_mtime > ORPHAN_SECONDS
        if old and not Attachment.objects.filter(file=str(path.relative_to(folder))).exists():
            path.unlink()
            swept += 1
    return swept


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
