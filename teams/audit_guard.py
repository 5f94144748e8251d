"""The database's own refusal to change or remove what stands in the audit log, whoever asks it."""

from django.db.backends.base.base import BaseDatabaseWrapper

#: Each table, and what a row in it is known by.
TABLES = {"teams_auditentry": ("id",), "teams_auditseal": ("id", "day")}
SAID = "The audit log is append-only."


def raise_guard(connection: BaseDatabaseWrapper) -> None:
    """Puts a trigger before every change and every removal; on PostgreSQL before emptying the table as well.

    SQLite's `INSERT OR REPLACE` takes the old row away without asking the trigger before a removal, so there a row that
    is written over one that stands is refused as well. What stands already is left as it is.
    """
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
    stands = " OR ".join(f"{column} = NEW.{column}" for column in TABLES[table])
    there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {stands})"  # noqa: S608 (names of ours, see TABLES)
    acts = {"update": "", "delete": "", "insert": there}
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        for act, when in acts.items()
    ]


def _down(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_{part} ON {table}" for part in ("kept", "whole")]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for act in ("update", "delete", "insert")]
