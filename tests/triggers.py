"""Counts the triggers that keep the audit log as it was written."""

from typing import Any


def guards(connection: Any) -> int:
    """How many stand: on either database two a table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'teams_audit%' AND NOT tgisinternal")
        else:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'teams_audit%'")
        found: int = cursor.fetchone()[0]
    return found
