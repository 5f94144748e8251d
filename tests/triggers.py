"""Counts the triggers that keep the audit log as it was written."""

from typing import Any


def guards(connection: Any) -> int:
    """How many stand; all of them are `every_guard`."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'teams_audit%' AND NOT tgisinternal")
        else:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'teams_audit%'")
        found: int = cursor.fetchone()[0]
    return found


def every_guard(connection: Any) -> int:
    """Two a table on PostgreSQL, three on SQLite."""
    return 4 if connection.vendor == "postgresql" else 6
