"""Several at the same moment, on a connection each, who meet at rows that are locked: on PostgreSQL alone."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Queue
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet

#: Seconds after which a test ends that would hang.
LONG = 20


def behind(
    rows: QuerySet[Any], *acts: Callable[[], object], meanwhile: Iterable[Callable[[], object]] = ()
) -> list[str]:
    """Whether each was "done" or "refused", where these rows are locked while they come, one after the other.

    Each has come to a lock, or to its end, before the next one comes; what is done `meanwhile` is done in the
    transaction that holds the rows, with all of them waiting. A deadlock is raised.
    """
    with ThreadPoolExecutor(len(acts)) as threads:
        with transaction.atomic():
            list(rows.order_by("pk").select_for_update())
            ends = [_come(threads, act) for act in acts]
            for act in meanwhile:
                act()
        return [end.result(LONG) for end in ends]


def _come(threads: ThreadPoolExecutor, act: Callable[[], object]) -> Future[str]:
    coming: Queue[int] = Queue()
    end = threads.submit(_end_of, act, coming)
    backend = coming.get(timeout=LONG)
    while not (end.done() or _waits(backend)):
        pass
    return end


def _waits(backend: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE pid = %s AND NOT granted)", [backend])
        return bool(cursor.fetchone()[0])


def _end_of(act: Callable[[], object], coming: "Queue[int]") -> str:
    try:
        connection.ensure_connection()
        coming.put(connection.connection.info.backend_pid)
        act()
    except (PermissionDenied, ValidationError):
        return "refused"
    finally:
        connection.close()
    return "done"


def free(rows: QuerySet[Any]) -> list[Any]:
    """Those of the rows that another connection could lock at this moment."""

    def lock() -> list[Any]:
        try:
            with transaction.atomic():
                return list(rows.order_by("pk").select_for_update(skip_locked=True))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lock).result(LONG)
