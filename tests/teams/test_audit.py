"""The audit log is append-only, for our code and for the database, and its seals tell when it was not."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from teams import audit, sealing
from teams.audit_guard import lower_guard, raise_guard
from teams.models.audit import AuditEntry, AuditSeal
from teams.models.user import User
from teams.verifying_seals import Checked, verify
from tests import factories
from tests.triggers import every_guard, guards

DAY = datetime.date(2026, 3, 29)  # the day on which Danish clocks jump


@pytest.fixture
def person(db: None) -> User:
    return factories.person()


@pytest.fixture
def sealed(person: User) -> list[int]:
    """Three days of three rows each, sealed; their ids, in order."""
    raw("DELETE FROM teams_auditentry")
    ids = []
    for number in range(9):
        audit.record("account.sign_in", by=person, target=person, number=number)
        ids.append(AuditEntry.objects.latest("pk").pk)
        at = datetime.datetime.combine(DAY, datetime.time(23, 59), tzinfo=datetime.UTC)
        raw("UPDATE teams_auditentry SET at = %s WHERE id = %s", at + datetime.timedelta(days=number // 3), ids[-1])
    for days in range(3):
        sealing.seal_day(DAY + datetime.timedelta(days=days))
    return ids


def raw(statement: str, *values: Any) -> None:
    """As somebody would who has the database and none of our code."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [stored(value) for value in values])


def stored(value: Any) -> Any:
    """As the database keeps it: SQLite has no times of its own."""
    is_time = isinstance(value, datetime.datetime)
    return connection.ops.adapt_datetimefield_value(value) if is_time else value


def broken(checked: Checked) -> tuple[str, int | None]:
    assert checked.broken is not None
    return checked.broken.what, checked.broken.row


@pytest.fixture
def guarded(person: User) -> Iterator[None]:
    """With nothing left for the transaction's end to check: else PostgreSQL empties no table, guarded or not."""
    connection.check_constraints()
    raise_guard(connection)
    yield
    lower_guard(connection)


def test_what_is_written_is_neither_changed_nor_removed_by_our_code(person: User) -> None:
    audit.record("account.sign_in", by=person, target=person)
    entry = AuditEntry.objects.latest("pk")
    for change in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(action="x"),
        lambda: AuditEntry.objects.bulk_update([entry], ["action"]),
    ):
        with pytest.raises(TypeError):
            change()


TABLES = {"teams_auditentry": AuditEntry, "teams_auditseal": AuditSeal}
CHANGES = ["UPDATE {table} SET id = id", "DELETE FROM {table}"]
#: What else a database knows that changes what stands, or empties a table.
OF_ITS_DATABASE = {
    "sqlite": ["REPLACE INTO {table} {rows}", "INSERT OR REPLACE INTO {table} {rows}"],
    "postgresql": ["TRUNCATE {table}", "INSERT INTO {table} {rows} ON CONFLICT (id) DO UPDATE SET id = excluded.id"],
}
OVER_A_DAY = {
    "sqlite": "REPLACE INTO {table} {rows}",
    "postgresql": "INSERT INTO {table} {rows} ON CONFLICT (day) DO UPDATE SET digest = excluded.digest",
}


def refused(change: str, table: str, *, beside: int = 0) -> None:
    """The change, with all that stands as its rows; their ids are so much higher."""
    columns = ", ".join(field.column for field in TABLES[table]._meta.concrete_fields)
    rows = f"({columns}) SELECT {columns.replace('id', f'id + {beside}', 1)} FROM {table} WHERE true"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        raw(change.format(table=table, rows=rows))
    assert verify().broken is None


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_as_well(sealed: list[int], guarded: None, table: str) -> None:
    assert guards(connection) == every_guard(connection)
    for change in [*CHANGES, *OF_ITS_DATABASE[connection.vendor]]:
        refused(change, table)
    audit.record("account.sign_in", by=None, target=User.objects.all()[0])


def test_no_second_seal_is_written_over_the_one_of_a_day(sealed: list[int], guarded: None) -> None:
    refused(OVER_A_DAY[connection.vendor], "teams_auditseal", beside=900)
    sealing.seal_day(DAY + datetime.timedelta(days=3))


def test_an_untouched_log_holds(sealed: list[int]) -> None:
    checked = verify()
    assert (checked.broken, checked.days, checked.sealed) == (None, 3, 9)
    assert checked.unsealed == 3  # what sealing itself wrote, today


@pytest.mark.parametrize("column", ["action", "target_id", "detail", "address", "by_id"])
def test_a_changed_row_is_named(sealed: list[int], column: str) -> None:
    values = {"action": "x", "target_id": "0", "detail": '{"number": 99}', "address": "10.0.0.1", "by_id": None}
    raw(f"UPDATE teams_auditentry SET {column} = %s WHERE id = %s", values[column], sealed[4])
    assert broken(verify()) == ("changed", sealed[4])


def test_a_removed_row_is_named(sealed: list[int]) -> None:
    raw("DELETE FROM teams_auditentry WHERE id = %s", sealed[5])
    assert broken(verify()) == ("removed", sealed[5])


@pytest.mark.parametrize("days", [-40, 0, 2])
def test_an_inserted_row_is_named(sealed: list[int], person: User, days: int) -> None:
    audit.record("account.sign_in", by=person, target=person)
    pk = AuditEntry.objects.latest("pk").pk
    at = datetime.datetime.combine(DAY + datetime.timedelta(days=days), datetime.time(12), tzinfo=datetime.UTC)
    raw("UPDATE teams_auditentry SET at = %s WHERE id = %s", at, pk)
    assert broken(verify()) == ("inserted", pk)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_removed_seal_is_noticed_even_the_last(sealed: list[int], number: int) -> None:
    day = DAY + datetime.timedelta(days=number)
    raw("DELETE FROM teams_auditseal WHERE day = %s", day.isoformat())
    checked = verify()
    assert checked.broken is not None and (checked.broken.day, "removed" in checked.broken.what) == (str(day), True)


def test_a_seal_made_anew_over_a_changed_day_is_noticed(sealed: list[int]) -> None:
    raw("UPDATE teams_auditentry SET action = 'x' WHERE id = %s", sealed[8])
    raw("DELETE FROM teams_auditseal WHERE day = %s", (DAY + datetime.timedelta(days=2)).isoformat())
    raw("UPDATE teams_auditentry SET action = 'y' WHERE id = %s", sealed[8])
    sealing.seal_day(DAY + datetime.timedelta(days=2))
    assert "made anew" in broken(verify())[0]


def test_a_changed_seal_is_noticed(sealed: list[int]) -> None:
    raw("UPDATE teams_auditseal SET digest = %s WHERE day = %s", "0" * 64, DAY.isoformat())
    assert verify().broken is not None


def test_every_day_that_is_over_is_sealed_once_empty_ones_too(person: User) -> None:
    raw("DELETE FROM teams_auditentry")
    audit.record("account.sign_in", by=person, target=person)
    at = datetime.datetime.now(tz=datetime.UTC) - datetime.timedelta(days=5)
    raw("UPDATE teams_auditentry SET at = %s", at)
    expected = (sealing.last_day_over(datetime.datetime.now(tz=datetime.UTC)) - at.date()).days + 1
    assert (sealing.seal(), sealing.seal()) == (expected, 0)
    assert list(AuditSeal.objects.values_list("rows", flat=True)) == [1] + [0] * (expected - 1)
    assert verify().broken is None


@pytest.mark.parametrize(("hour", "day"), [(0, 27), (1, 28), (23, 28)])
def test_a_day_is_over_an_hour_into_the_next_in_utc(hour: int, day: int) -> None:
    now = datetime.datetime(2026, 3, 29, hour, 30, tzinfo=datetime.UTC)
    assert sealing.last_day_over(now) == datetime.date(2026, 3, day)


def test_the_command_says_counts_and_ends_well(sealed: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("audit_verify")
    said = capsys.readouterr().out
    assert "3 days, 9 rows" in said and verify().last in said
    call_command("audit_verify", "--expect", verify().last)
    call_command("audit_verify", "--json")
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["sealed"] == 9


def test_the_command_ends_with_one_and_names_the_row(sealed: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    raw("DELETE FROM teams_auditentry WHERE id = %s", sealed[0])
    with pytest.raises(SystemExit) as ended:
        call_command("audit_verify")
    assert ended.value.code == 1
    assert f"2026-03-29, row {sealed[0]}: removed" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("audit_verify", "--json")
    assert json.loads(capsys.readouterr().out)["broken"]["row"] == sealed[0]


def test_a_digest_noted_elsewhere_is_asked_for(sealed: list[int]) -> None:
    assert verify(expect=AuditSeal.objects.all()[1].digest).broken is None
    assert verify(expect="f" * 64).broken is not None
