"""The database's own refusal to change or remove what stands in the audit log, whoever asks it."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("teams_auditentry", "teams_auditseal")
SAID = "The audit log is append-only."


def raise_guard(connection: BaseDatabaseWrapper) -> None:
    """Puts a trigger before every change and every removal; on PostgreSQL before emptying the table as well."""
    with connection.cursor() as cursor:
        for statement in [statement for table in TABLES for statement in _up(connection.vendor, table)]:
            cursor.execute(statement)


def lower_guard(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers away: for going back before them, and for tests that empty the whole database."""
    with connection.cursor() as cursor:
        for statement in [statement for table in TABLES for statement in _down(connection.vendor, table)]:
            cursor.execute(statement)


def _up(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            "CREATE OR REPLACE FUNCTION teams_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE OR REPLACE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION teams_append_only()",
            f"CREATE OR REPLACE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION teams_append_only()",
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        for act in ("UPDATE", "DELETE")
    ]


def _down(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_{part} ON {table}" for part in ("kept", "whole")]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for act in ("update", "delete")]
