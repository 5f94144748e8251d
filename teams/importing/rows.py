"""Reads the CSV file into rows, and says what is wrong with a row. Touches no database."""

import csv
import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

REQUIRED = ("username", "school_number")
OPTIONAL = ("name", "email", "school_name", "parent_number", "team", "role", "main", "start", "end")
_NUMBER = re.compile(r"^\d{6}$")
_YES, _NO = {"yes", "ja", "1", "true"}, {"", "no", "nej", "0", "false"}


class UnreadableFileError(Exception):
    """The file as a whole cannot be used; the message says why in a sentence."""


class BadRowError(ValueError):
    """One row cannot be used; the message says why in a sentence."""


@dataclass(frozen=True)
class Row:
    """One line of the file: a person at a school, and in a team when one is named."""

    line: int
    username: str
    school_number: str
    name: str
    email: str
    school_name: str
    parent_number: str
    team: str
    leads: bool
    main: bool
    start: datetime.date | None
    end: datetime.date | None


def read_rows(path: Path) -> Iterator[tuple[int, Row | BadRowError]]:
    """Line numbers with their rows or what is wrong with them. Comma or semicolon; UTF-8, or the old Western letters.

    Raises UnreadableFileError for a file that is missing, empty, or lacks a column.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}.") from error
    text = decoded(data)
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    columns = [(column or "").strip().lower() for column in reader.fieldnames or []]
    if missing := [column for column in REQUIRED if column not in columns]:
        raise UnreadableFileError(f"The first line must name the columns; missing: {', '.join(missing)}.")
    if unknown := [column for column in columns if column not in REQUIRED + OPTIONAL]:
        raise UnreadableFileError(f"Unknown columns: {', '.join(unknown)}.")
    reader.fieldnames = columns
    for cells in reader:
        if any((cell or "").strip() for cell in cells.values() if isinstance(cell, str)):
            yield reader.line_num, read_row(reader.line_num, cells)


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return str(from_bytes(data, cp_isolation=["cp1252", "latin_1"]).best() or data.decode("latin-1"))


def read_row(line: int, cells: dict[str, str]) -> Row | BadRowError:
    value = {column: (cells.get(column) or "").strip() for column in REQUIRED + OPTIONAL}
    try:
        return Row(
            line=line,
            leads=leads(value["role"]),
            main=yes(value["main"]),
            start=day("start", value["start"]),
            end=day("end", value["end"]),
            **{name: checked(name, value[name]) for name in
               ("username", "school_number", "name", "email", "school_name", "parent_number", "team")},
        )  # fmt: skip
    except BadRowError as error:
        return error


def checked(name: str, value: str) -> str:
    if name in REQUIRED and not value:
        raise BadRowError(f"{name} is empty.")
    if name in {"school_number", "parent_number"} and value and not _NUMBER.match(value):
        raise BadRowError(f"{name} must have six digits, not {value!r}.")
    if len(value) > 120 or not value.isprintable():
        raise BadRowError(f"{name} is too long or holds signs that cannot be shown.")
    return value


def leads(value: str) -> bool:
    if value.lower() not in {"", "member", "medlem", "lead", "leder", "teamleder"}:
        raise BadRowError(f"role must be member or lead, not {value!r}.")
    return value.lower() in {"lead", "leder", "teamleder"}


def yes(value: str) -> bool:
    if value.lower() not in _YES | _NO:
        raise BadRowError(f"main must be yes or no, not {value!r}.")
    return value.lower() in _YES


def day(name: str, value: str) -> datetime.date | None:
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.datetime.strptime(value, form).date() if value else None
        except ValueError:
            continue
    raise BadRowError(f"{name} must be a date like 2027-07-31, not {value!r}.")
